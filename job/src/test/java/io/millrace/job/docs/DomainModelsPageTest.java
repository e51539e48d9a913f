package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.TypeConfig;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.PageCells;
import io.millrace.job.testkit.ShortTypes;
import io.millrace.job.transform.FunctionRegistry;
import io.millrace.model.change.ChangeEvent;
import io.millrace.model.ledger.AssetDetails;
import io.millrace.model.ledger.ContractData;
import io.millrace.model.ledger.ContractDataMessage;
import io.millrace.model.ledger.ContractEvent;
import io.millrace.udf.RecordFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on domain models, beside the schemas, the functions and the pipeline that it speaks of. */
final class DomainModelsPageTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern HEADER = Pattern.compile("(?m)^\\| (column of (\\w+) \\|.*) \\|$");
    private static final String MODELS = "type | when | schema of what is sent | function | columns";

    static Stream<Schema> models() {
        return Stream.of(
                ContractDataMessage.getClassSchema(),
                ContractData.getClassSchema(),
                ContractEvent.getClassSchema(),
                AssetDetails.getClassSchema(),
                ChangeEvent.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theColumnsOfATableAreThoseOfTheSchema(Schema model) throws IOException {
        assertThat(columns(model.getName()))
                .containsExactlyElementsOf(model.getFields().stream()
                        .map(field -> field.name() + " " + type(field.schema()))
                        .toList());
    }

    private static List<String> columns(String model) throws IOException {
        Matcher header = HEADER.matcher(page());
        while (header.find()) {
            if (header.group(2).equals(model)) {
                return PageCells.rows(page(), java.util.Set.of(header.group(1))).stream()
                        .map(row -> PageCells.text(row.cells()[0]) + " " + canonical(PageCells.text(row.cells()[1])))
                        .toList();
            }
        }
        throw new AssertionError("no table of " + model);
    }

    private static String canonical(String shortType) {
        return type(ShortTypes.schema(shortType));
    }

    /** The type, and the logical type that the canonical form leaves out. */
    private static String type(Schema schema) {
        Schema one = RecordSchema.withoutNull(schema);
        return SchemaNormalization.toParsingForm(schema).replaceAll("\\{\"type\":\"(\\w+)\"}", "\"$1\"") + " "
                + one.getProp("logicalType") + " " + one.getObjectProp("precision");
    }

    @Test
    void testsSchemasAndFunctionsAreThoseOfTheExamples() throws Exception {
        PipelineConfig archive = load("ledger-archive.yaml");
        PipelineConfig changes = load("change-events.yaml");
        List<TypeConfig> types = Stream.concat(archive.types().stream(), changes.allTypes().stream())
                .toList();
        List<String[]> rows = PageCells.rows(page(), java.util.Set.of(MODELS)).stream()
                .map(PageCells.Row::cells)
                .toList();
        assertThat(rows).hasSameSizeAs(types);
        FunctionRegistry functions =
                FunctionRegistry.load(Thread.currentThread().getContextClassLoader());
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            TypeConfig type = types.get(i);
            RecordFunction<?, ?> function = functions.find(PageCells.text(row[3]));
            assertThat(row[1]).isEqualTo(type.when() == null ? "" : "`" + type.when() + "`");
            assertThat(PageCells.text(row[2])).isEqualTo(type.schema().value());
            assertThat(type.transform()).singleElement().satisfies(step -> assertThat(step.function())
                    .isEqualTo(function.name()));
            assertThat(type.schema().className()).isEqualTo(function.inputType().getName());
            assertThat(PageCells.text(row[4])).isEqualTo(function.outputType().getName());
        }
    }

    @Test
    void whatIsSentAndWhatIsWrittenAreSchemasOfRows() throws Exception {
        for (TypeConfig type : load("ledger-archive.yaml").types()) {
            assertThat(SchemaLoader.in(ROOT).load(type.schema())).isNotNull();
        }
        assertThat(models())
                .allSatisfy(
                        model -> assertThat(RecordSchema.of(model).version()).contains("1.0.0"));
    }

    private static PipelineConfig load(String example) throws Exception {
        return ConfigLoader.load(ROOT.resolve("conf/examples").resolve(example), Map.of(), variable -> null);
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/reference/domain-models.md"));
    }
}
