package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** An editor with the published schema says what the loader says, as far as a schema can. */
class PublishedSchemaTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonSchema SCHEMA = SCHEMAS.getSchema(SchemaGenerator.generate());

    static Stream<KeyRow> rows() {
        return KeyRows.all().stream();
    }

    static Stream<Arguments> rejectedValues() {
        return EveryKeyTest.rejectedValues();
    }

    @Test
    void theSchemaIsOneItself() {
        JsonSchema meta = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(meta.validate(SchemaGenerator.generate(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatTheLoaderAcceptsTheSchemaAccepts(KeyRow row) {
        Stream.concat(Stream.of(row.yaml()), row.alsoAccepted().stream())
                .forEach(accepted -> assertThat(validate(row.with(accepted).yaml()))
                        .as(accepted)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anyScalarMayBeAVariable(KeyRow row) {
        boolean scalar = !(row.value() instanceof List<?>)
                && !(row.value() instanceof Map<?, ?>)
                && !row.path().equals("route.template");

        assertThat(validate(row.with("${VARIABLE:-x}").yaml()).isEmpty()).isEqualTo(scalar);
    }

    @ParameterizedTest
    @MethodSource("rejectedValues")
    void whatTheLoaderRejectsTheSchemaRejectsAsFarAsItCan(KeyRow row, String wrong, String message) {
        // JSON has no NaN, and to it a whole number is one however it is written.
        boolean beyondASchema = row.value() instanceof Record
                || row.value() instanceof Duration
                || row.value() instanceof ZoneId
                || wrong.matches("1\\.0|1e3|\\.nan");
        if (!beyondASchema) {
            assertThat(validate(row.with(wrong).yaml())).as(message).isNotEmpty();
        }
    }

    @Test
    void whatHasNoUnitIsRejectedByTheSchemaToo() {
        assertThat(validate(Document.minimal().with("checkpoint.interval", "10").yaml()))
                .isNotEmpty();
        assertThat(validate(
                        Document.minimal().with("checkpoint.interval", "10 sec").yaml()))
                .isNotEmpty();
        assertThat(validate(Document.minimal()
                        .with("output.files.roll.size", "1.5 GiB")
                        .yaml()))
                .isNotEmpty();
        assertThat(validate(Document.minimal().with("name", "Upper").yaml())).isNotEmpty();
    }

    @Test
    void structureIsCheckedByBoth() {
        String minimal = Document.minimal().yaml();
        Stream.of(
                        minimal + "unknown: 1\n",
                        minimal.replace("    queue-url:", "    que-url:"),
                        minimal.replace("dead-letter", "dead-letters"),
                        minimal.replace("  files:\n", "  stats: {}\n  files:\n"),
                        minimal + "checkpoint: 10 s\n",
                        minimal + "checkpoint: [10 s]\n",
                        minimal + "transform: {function: f}\n",
                        minimal + "transform: [f]\n",
                        minimal + "transform: [{function: f, option: {}}]\n",
                        minimal.replace("    path: s3://lake/events", "    path: s3://lake/events\n    format: {}"),
                        minimal.replace(
                                "    path: s3://lake/events", "    path: s3://lake/events\n    format: parquet"),
                        "name: x\n",
                        "[]")
                .forEach(wrong -> {
                    assertThat(ConfigLoaderTest.problems(wrong, Map.of(), Map.of()))
                            .as(wrong)
                            .isNotEmpty();
                    assertThat(validate(wrong)).as(wrong).isNotEmpty();
                });
    }

    @Test
    void aSectionWithoutItsKeysMayBeWrittenWithoutAValueForBoth() throws Exception {
        String minimal = Document.minimal().yaml();
        for (String right : new String[] {
            minimal + "checkpoint:\n",
            minimal + "route: {event-time: }\n",
            minimal.replace("  files:\n    path: s3://lake/events", "  stats:"),
            minimal.replace("    path: s3://lake/events", "    path: s3://lake/events\n    format: {ndjson: }")
        }) {
            assertThat(ConfigLoaderTest.parse(right)).as(right).isNotNull();
            assertThat(validate(right)).as(right).isEmpty();
        }
    }

    static Set<ValidationMessage> validate(String yaml) {
        Object tree =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        JsonNode json = new ObjectMapper().valueToTree(tree);
        return SCHEMA.validate(json);
    }
}
