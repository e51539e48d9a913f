package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.millrace.model.ErrorKind;
import io.millrace.model.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class CasesLoaderTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SchemaGenerator.generateCases());

    /** Every key there is. */
    private static final String ALL =
            """
            pipeline: other.yaml
            variables: {BUCKET: lake, PORT: 9324}
            cases:
              - name: first
                input: {json: {id: 1}}
                attributes: {trace: t-1}
                sent-at: 2026-03-02T06:00:00Z
                rows:
                  - {partition: 2026/03, exactly: {id: 1}}
                  - {partition: '', contains: {}}
                rejected:
                  - {kind: type-mismatch, stage: decode, field: 'items[0].price', message: expected a long}
              - name: second
                input: {text: ''}
                rows: []
              - name: third
                input: {base64: AP8=}
                rows: []
              - name: fourth
                input: {file: sample.bin}
                rejected: [{kind: malformed}]
            """;

    @Test
    void everyKeyReachesItsComponent() throws Exception {
        CasesConfig config = CasesLoader.parse(ALL, "x.test.yaml").config();

        assertThat(config.pipeline()).isEqualTo("other.yaml");
        assertThat(config.variables()).isEqualTo(Map.of("BUCKET", "lake", "PORT", "9324"));
        CaseConfig first = config.cases().get(0);
        assertThat(first.name()).isEqualTo("first");
        assertThat(first.input().json()).hasToString("{\"id\":1}");
        assertThat(first.attributes()).isEqualTo(Map.of("trace", "t-1"));
        assertThat(first.sentAt().time()).isEqualTo(Instant.parse("2026-03-02T06:00:00Z"));
        assertThat(first.rows())
                .extracting(ExpectedRow::partition)
                .containsExactly(new AnyText("2026/03"), new AnyText(""));
        assertThat(first.rows().get(0).exactly()).hasToString("{\"id\":1}");
        assertThat(first.rows().get(1).contains()).hasToString("{}");
        assertThat(first.rejected())
                .containsExactly(new ExpectedRejection(
                        ErrorKind.TYPE_MISMATCH, Stage.DECODE, "items[0].price", "expected a long"));
        assertThat(config.cases().get(1).input().text()).isEqualTo(new AnyText(""));
        assertThat(config.cases().get(2).input().base64().bytes()).containsExactly(0, 255);
        assertThat(config.cases().get(3).input().file()).isEqualTo("sample.bin");
        assertThat(config.cases().get(3).rejected())
                .containsExactly(new ExpectedRejection(ErrorKind.MALFORMED, null, null, null));
    }

    @Test
    void noKeyIsForgottenAbove() throws Exception {
        Set<String> named = new HashSet<>();
        names(tree(ALL), named);

        assertThat(EveryKeyTest.leaves(Section.of(CasesConfig.class), ""))
                .allSatisfy(path -> assertThat(named).contains(path.substring(path.lastIndexOf('.') + 1)));
    }

    @Test
    void whatIsAbsentIsUnknownOrEmpty() throws Exception {
        CasesConfig config = CasesLoader.parse("cases: [{name: a, input: {json: }, rows: [{}]}]", "x.test.yaml")
                .config();

        assertThat(config.pipeline()).isNull();
        assertThat(config.variables()).isEmpty();
        CaseConfig only = config.cases().get(0);
        assertThat(only.input().json().isNull()).isTrue();
        assertThat(only.attributes()).isEmpty();
        assertThat(only.sentAt()).isNull();
        assertThat(only.rows()).containsExactly(new ExpectedRow(null, null, null));
        assertThat(only.rejected()).isEmpty();
    }

    @Test
    void aCaseIsFoundInItsLine() throws Exception {
        LoadedCases cases = CasesLoader.parse(ALL, "x.test.yaml");

        assertThat(cases.at(0)).hasToString("x.test.yaml:4:5:");
        assertThat(cases.at(3)).hasToString("x.test.yaml:19:5:");
    }

    @Test
    void valuesAreTheJsonTheyLookLike() throws Exception {
        JsonNode json =
                json("{a: 9007199254740993, b: 1.10, c: 1e400, d: -0.0, e: [true, FALSE, ~, ], f: '1', g: {}, h: }");

        assertThat(json)
                .hasToString("{\"a\":9007199254740993,\"b\":1.10,\"c\":1E+400,\"d\":0.0,\"e\":[true,false,null],"
                        + "\"f\":\"1\",\"g\":{},\"h\":null}");
    }

    @Test
    void thereAreNoVariables() throws Exception {
        CasesConfig config = CasesLoader.parse(
                        "cases: [{name: a, input: {text: 'for ${HOME} and $${x}'}, rows: [{contains: {a: '${HOME}'}}]}]",
                        "x.test.yaml")
                .config();

        assertThat(config.cases().get(0).input().text().value()).isEqualTo("for ${HOME} and $${x}");
        assertThat(config.cases().get(0).rows().get(0).contains()).hasToString("{\"a\":\"${HOME}\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    casses: []                                     | 1:1: casses: unknown key; did you mean 'cases'? x.test.yaml:1:1: cases: missing; expected a list
                    cases: []                                      | 1:1: expected at least one case, but got none
                    cases: {}                                      | 1:1: cases: expected a list, but got a section
                    {variables: [a], cases: [{name: a, input: {text: b}, rows: []}]} | 1:2: variables: expected names with a text each, but got a list
                    {pipeline: 5, cases: [{name: a, input: {text: b}, rows: []}]} | 1:2: pipeline: expected text, such as 'clickstream.yaml', but got 5; put it in quotes
                    cases: [{name: a, input: {text: b}}]           | 1:10: cases.0: expected rows or rejected, but got neither; a message of which nothing is left has 'rows: []'
                    cases: [{name: a, input: {text: b}, row: []}]  | 1:37: cases.0.row: unknown key; did you mean 'rows'?
                    cases: [{input: {text: b}, rows: []}]          | 1:9: cases.0.name: missing; expected text, such as 'a crawler leaves nothing'
                    cases: [{name: a, rows: []}]                   | 1:9: cases.0.input: missing; expected a section with exactly one of the keys json, text, base64, file
                    cases: [{name: a, input: {}, rows: []}]        | 1:19: cases.0.input: expected a section with exactly one of the keys json, text, base64, file, but got none
                    cases: [{name: a, input: {json: 1, text: b}, rows: []}] | 1:36: cases.0.input: expected a section with exactly one of the keys json, text, base64, file, but got json and text
                    cases: [{name: a, input: {json: {b: 0x1F}}, rows: []}]  | 1:37: cases.0.input.json.b: expected a number as JSON writes it, but got 0x1F; put it in quotes if it is a text
                    cases: [{name: a, input: {json: [.inf]}, rows: []}]     | 1:34: cases.0.input.json.0: expected a number as JSON writes it, but got .inf; put it in quotes if it is a text
                    cases: [{name: a, input: {base64: A}, rows: []}]        | 1:27: cases.0.input.base64: expected base64, but got 'A'
                    cases: [{name: a, input: {text: 5}, rows: []}]          | 1:27: cases.0.input.text: expected text, but got 5
                    cases: [{name: a, input: {file: ''}, rows: []}]         | 1:27: cases.0.input.file: expected text, such as 'sample.json.gz', but got ''
                    cases: [{name: a, input: {text: b}, attributes: [c], rows: []}] | 1:37: cases.0.attributes: expected names with a text each, but got a list
                    cases: [{name: a, input: {text: b}, sent-at: now, rows: []}]    | 1:37: cases.0.sent-at: expected a time such as '2026-01-31T06:00:00Z', but got 'now'
                    cases: [{name: a, input: {text: b}, rows: {}}]          | 1:37: cases.0.rows: expected a list, but got a section
                    cases: [{name: a, input: {text: b}, rows: [{partition: 5}]}]    | 1:45: cases.0.rows.0.partition: expected text, such as '2026/01/31/06', but got 5
                    cases: [{name: a, input: {text: b}, rows: [{exactly: 5}]}]      | 1:44: cases.0.rows.0: expected the fields of a row in exactly, but got 5
                    cases: [{name: a, input: {text: b}, rows: [{contains: [5]}]}]   | 1:44: cases.0.rows.0: expected the fields of a row in contains, but got [5]
                    cases: [{name: a, input: {text: b}, rows: [{exactly: {}, contains: {}}]}] | 1:44: cases.0.rows.0: expected exactly or contains, but got both
                    cases: [{name: a, input: {text: b}, rejected: [{}]}]    | 1:48: cases.0.rejected.0.kind: missing; expected one of unwrap, malformed, type-mismatch, missing-field, unknown-field, unknown-type, limit, transform, route, encode, sink-write, ack
                    cases: [{name: a, input: {text: b}, rejected: [{kind: malformed, stage: encode}]}] | 1:66: cases.0.rejected.0.stage: expected one of receive, decode, transform, route, but got 'encode'; did you mean 'decode'?
                    """)
    void aMistakeIsAProblemWithItsLineAndKey(String yaml, String problem) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> CasesLoader.parse(yaml, "x.test.yaml"));

        assertThat(e).hasMessage("x.test.yaml:" + problem.replace(" x.test.yaml:", "\nx.test.yaml:"));
    }

    @Test
    void twoCasesOfOneNameAreAProblem() {
        String yaml = ALL.replace("third", "first");

        ConfigException e = catchThrowableOfType(ConfigException.class, () -> CasesLoader.parse(yaml, "x.test.yaml"));

        assertThat(e).hasMessage("x.test.yaml:16:5: cases.2.name: the case in line 4 has this name, too");
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(GeneratedFilesTest.PROJECT.resolve("conf"))) {
            return files.filter(file -> file.toString().endsWith(".test.yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void thePublishedSchemaAcceptsTheCasesInConfAndEachNamesIt(Path file) throws Exception {
        String yaml = Files.readString(file, StandardCharsets.UTF_8);
        String schema = yaml.lines().findFirst().orElseThrow().replaceFirst("^.*\\$schema=", "");

        assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
        assertThat(file.resolveSibling(schema).normalize())
                .isEqualTo(GeneratedFilesTest.PROJECT.resolve("conf/cases.schema.json"));
    }

    @Test
    void thePublishedSchemaKnowsEveryKeyAndNoOther() {
        assertThat(SCHEMA.validate(tree(ALL))).isEmpty();
        for (String wrong : List.of(
                ALL.replace("variables", "variable"),
                ALL.replace("sent-at: 2026-03-02T06:00:00Z", "sent-at: now"),
                ALL.replace("kind: malformed", "kind: wrong"),
                ALL.replace("input: {text: ''}", "input: {text: '', json: 1}"),
                ALL.replace("    attributes: {trace: t-1}", "    attribute: {trace: t-1}"))) {
            assertThat(SCHEMA.validate(tree(wrong))).as(wrong).isNotEmpty();
        }
    }

    private static JsonNode json(String yaml) throws ConfigException {
        return CasesLoader.parse("cases: [{name: a, input: {json: " + yaml + "}, rows: []}]", "x.test.yaml")
                .config()
                .cases()
                .get(0)
                .input()
                .json();
    }

    private static JsonNode tree(String yaml) {
        Object tree =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        return new ObjectMapper().valueToTree(tree);
    }

    private static void names(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> names(child, names));
    }
}
