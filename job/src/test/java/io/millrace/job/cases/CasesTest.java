package io.millrace.job.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CasesTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    private static final String PIPELINE =
            """
            name: clickstream
            source:
              sqs:
                queue-url: ${QUEUE_URL}
            decode:
              schema: event.avsc
            route:
              event-time:
                field: occurred_at
            output:
              stats: {}
            dead-letter:
              path: out/dead
              breaker: {max-share: 0, window: 10}
            """;

    private static final String SCHEMA =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "event_id", "type": "string"},
              {"name": "event_type", "type": ["null", "string"], "default": null},
              {"name": "occurred_at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}], "default": null},
              {"name": "revenue", "type": ["null",
                {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}], "default": null}]}
            """;

    private static final String VARIABLES = "variables: {QUEUE_URL: 'http://localhost:9324/000000000000/clicks'}\n";

    private static final String INPUT = "input: {json: {event_id: a, occurred_at: 2026-03-02T06:15:00Z, revenue: 1.5}}";

    @TempDir
    private Path directory;

    @BeforeEach
    void writePipeline() throws Exception {
        Files.writeString(directory.resolve("clickstream.yaml"), PIPELINE);
        Files.writeString(directory.resolve("event.avsc"), SCHEMA);
    }

    static List<Path> files() throws Exception {
        return CaseFiles.of(List.of(ROOT.resolve("conf")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyCaseInConfIsMet(Path file) throws Exception {
        assertThat(run(Cases.load(file))).isNotEmpty().allSatisfy(result -> assertThat(result.differences())
                .as(result.name())
                .isEmpty());
    }

    @Test
    void theExampleOfThePageIsMet() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/how-to/test-a-pipeline.md"));
        Matcher example =
                Pattern.compile("```yaml\\n(cases:\\n.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();

        assertThat(run(cases(VARIABLES + example.group(1)))).hasSize(2).allMatch(CaseResult::passed);
    }

    @Test
    void whatIsExpectedAndComesIsNoDifference() throws Exception {
        assertThat(only(INPUT, "rows: [{}]").differences()).isEmpty();
        assertThat(only(INPUT, "rows: [{partition: 2026/03/02/06, contains: {revenue: 1.500}}]")
                        .differences())
                .isEmpty();
        assertThat(only(
                                INPUT,
                                "rows: [{exactly: {event_id: a, event_type: , occurred_at: 2026-03-02T06:15:00.000000Z, revenue: 1.50}}]")
                        .differences())
                .isEmpty();
    }

    @Test
    void aDifferenceIsShownByItsPlaceAndBothValues() throws Exception {
        CaseResult result = only(
                INPUT,
                "rows: [{partition: 2026/03/02/07, contains: {revenue: 2, event_id: b, more: 1}}, {}]",
                "rejected: [{kind: malformed}]");

        assertThat(result.passed()).isFalse();
        assertThat(result.failure()).isNull();
        assertThat(result.at().line()).isEqualTo(3);
        assertThat(result.differences())
                .containsExactly(
                        "rows.0.partition: expected '2026/03/02/07', but got '2026/03/02/06'",
                        "rows.0.contains.revenue: expected 2, but got 1.50",
                        "rows.0.contains.event_id: expected \"b\", but got \"a\"",
                        "rows.0.contains.more: expected 1, but there is no such field",
                        "rows.1: expected a row, but there are only 1",
                        "rejected.0: expected malformed, but only 0 records were rejected");
    }

    @Test
    void everythingThatComesHasToBeExpected() throws Exception {
        assertThat(only(INPUT, "rows: []").differences())
                .containsExactly("rows.0: not expected, but got {\"event_id\":\"a\",\"event_type\":null,"
                        + "\"occurred_at\":\"2026-03-02T06:15:00.000000Z\",\"revenue\":1.50} in 2026/03/02/06");
        assertThat(only("input: {json: {event_id: 5}}", "rows: []").differences())
                .singleElement()
                .asString()
                .startsWith("rejected.0: not expected, but got type-mismatch in decode of event_id: ");
    }

    @Test
    void aRejectionFitsWhenAllFitsThatIsSaidOfIt() throws Exception {
        String input = "input: {json: {event_id: 5}}";

        for (String fits : List.of("{kind: type-mismatch}", "{kind: type-mismatch, stage: decode, field: event_id}")) {
            assertThat(only(input, "rejected: [" + fits + "]").differences()).isEmpty();
        }
        for (String other : List.of(
                "{kind: malformed}",
                "{kind: type-mismatch, stage: route}",
                "{kind: type-mismatch, field: revenue}",
                "{kind: type-mismatch, message: no such text}")) {
            assertThat(only(input, "rejected: [" + other + "]").differences())
                    .singleElement()
                    .asString()
                    .startsWith("rejected.0: expected ")
                    .contains(", but got type-mismatch in decode of event_id: ");
        }
    }

    @Test
    void theBreakerStopsNoCaseThoughItWouldStopAJob() throws Exception {
        Files.writeString(
                directory.resolve("clickstream.yaml"), PIPELINE.replace("event.avsc", "event.avsc\n  unwrap: [lines]"));

        assertThat(only(
                                "input: {text: \"x\\ny\\nz\"}",
                                "rejected: [{kind: malformed}, {kind: malformed}, {kind: malformed}]")
                        .differences())
                .isEmpty();
    }

    @Test
    void whenAMessageWasSentDecidesWhichTimesArePlausible() throws Exception {
        assertThat(only(INPUT, "sent-at: 2026-03-02T06:00:00Z", "rows: [{}]").differences())
                .isEmpty();
        assertThat(only(INPUT, "sent-at: 1999-01-01T00:00:00Z", "rejected: [{kind: route, field: occurred_at}]")
                        .differences())
                .isEmpty();
    }

    @Test
    void bytesComeFromAFileBesideTheCases() throws Exception {
        Files.write(directory.resolve("sample.bin"), new byte[] {(byte) 0xC3, 0x28});
        assertThat(only("input: {file: sample.bin}", "rejected: [{kind: malformed}]")
                        .differences())
                .isEmpty();
        assertThat(only("input: {base64: wyg=}", "rejected: [{kind: malformed}]")
                        .differences())
                .isEmpty();

        assertThatThrownBy(() -> only("input: {file: other.bin}", "rows: []"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("clickstream.test.yaml")
                        + ":4:13: cases.0.input.file: the file cannot be read: java.nio.file.NoSuchFileException");
    }

    @Test
    void whatIsWrongWithThePipelineIsSaidInItsOwnLines() throws Exception {
        assertThatThrownBy(() -> cases("cases: [{name: a, input: {text: b}, rows: []}]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("clickstream.yaml")
                        + ":4:5: source.sqs.queue-url: the environment variable QUEUE_URL is not set");
        Files.writeString(directory.resolve("clickstream.yaml"), PIPELINE.replace("field: occ", "field: o"));
        assertThatThrownBy(() -> cases(VARIABLES + "cases: [{name: a, input: {text: b}, rows: []}]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("clickstream.yaml") + ":9:5: route.event-time.field: ");
        assertThatThrownBy(() -> cases("pipeline: none.yaml\ncases: [{name: a, input: {text: b}, rows: []}]"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(directory.resolve("none.yaml") + ":1:1: no such file");
    }

    @Test
    void casesAreFoundBesideAPipelineAndBelowADirectory() throws Exception {
        Path inner = Files.createDirectories(directory.resolve("inner"));
        Path first = Files.createFile(directory.resolve("clickstream.test.yaml"));
        Path second = Files.createFile(inner.resolve("other.test.yaml"));

        assertThat(CaseFiles.of(List.of(directory.resolve("clickstream.yaml")))).containsExactly(first);
        assertThat(CaseFiles.of(List.of(first, directory))).containsExactly(first, second);
        assertThatThrownBy(() -> CaseFiles.of(List.of(inner.resolve("none.yaml"))))
                .hasMessage("there are no cases for " + inner.resolve("none.yaml") + ": there is no file "
                        + inner.resolve("none.test.yaml"));
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThatThrownBy(() -> CaseFiles.of(List.of(empty)))
                .hasMessage("there are no cases in " + empty + ": no file ends in .test.yaml");
    }

    private CaseResult only(String... keys) throws Exception {
        List<CaseResult> results =
                run(cases(VARIABLES + "cases:\n  - name: the case\n    " + String.join("\n    ", keys) + "\n"));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private Cases cases(String yaml) throws Exception {
        return Cases.load(Files.writeString(directory.resolve("clickstream.test.yaml"), yaml));
    }

    private static List<CaseResult> run(Cases cases) {
        List<CaseResult> results = new ArrayList<>();
        cases.run(name -> true, results::add);
        return results;
    }
}
