package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineChecksTest {

    private static final Wiring FITS = (env, config, file) -> {};
    private static final Wiring PIPELINE = new PipelineWiring();

    @TempDir
    private Path directory;

    @BeforeEach
    void schema() throws Exception {
        Files.writeString(
                directory.resolve("event.avsc"),
                """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "id", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}}]}
                """);
    }

    @Test
    void aPipelineThatFitsHasItsCeilingNoted() throws Exception {
        Findings findings = check(Map.of("route.event-time.field", "at"), PIPELINE);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.notes())
                .singleElement()
                .asString()
                .startsWith("at most about 10,000 messages/s: 120,000 may be in flight");
    }

    @Test
    void theVersionOfTheSchemaIsNoted() throws Exception {
        Path versions = Files.createDirectory(directory.resolve("events"));
        Files.copy(directory.resolve("event.avsc"), versions.resolve("v1.avsc"));
        Files.copy(directory.resolve("event.avsc"), versions.resolve("v2.avsc"));

        assertThat(check(Map.of("decode.schema", "events"), PIPELINE).notes())
                .contains("records are decoded, and written, with version 2 of the schema Event");
        assertThat(check(Map.of("decode.schema", "events/v1.avsc"), PIPELINE).notes())
                .contains("records are decoded, and written, with version 1 of the schema Event");
    }

    @Test
    void versionsThatAreNotCompatibleAreAProblemAtTheLineOfTheSchema() throws Exception {
        Path versions = Files.createDirectory(directory.resolve("events"));
        Files.copy(directory.resolve("event.avsc"), versions.resolve("v1.avsc"));
        String schema = Files.readString(directory.resolve("event.avsc"));
        Files.writeString(versions.resolve("v2.avsc"), schema.replace("\"string\"", "\"int\""));

        assertThat(check(Map.of("decode.schema", "events"), PIPELINE).problems())
                .singleElement()
                .extracting(Finding::line)
                .asString()
                .contains("decode.schema: schema 'events': its versions are not backward compatible: version 2 ("
                        + versions.resolve("v2.avsc") + ") cannot read records of version 1 ("
                        + versions.resolve("v1.avsc")
                        + "): field 'id': the reader's int does not take the writer's string (type-mismatch)");
    }

    @Test
    void theCeilingOfAFifoQueueIsLower() throws Exception {
        Findings findings = check(
                Map.of(
                        "source.sqs.queue-url",
                        "http://localhost:9324/000000000000/events.fifo",
                        "checkpoint.interval",
                        "2 s"),
                FITS);

        assertThat(findings.notes()).singleElement().asString().startsWith("at most about 5,000 messages/s: 20,000");
        assertThat(findings.warnings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("FIFO");
    }

    @Test
    void theCeilingFollowsAnOwnLimit() throws Exception {
        assertThat(check(Map.of("source.sqs.max-in-flight", "1200"), FITS).notes())
                .singleElement()
                .asString()
                .startsWith("at most about 100 messages/s: 1,200");
    }

    @Test
    void aSchemaThatIsNotThereIsAProblemAtItsLine() throws Exception {
        Files.delete(directory.resolve("event.avsc"));

        assertThat(check(Map.of(), PIPELINE).problems())
                .singleElement()
                .extracting(Finding::line)
                .isEqualTo("small.yaml:6:3: decode.schema: schema 'event.avsc': there is no file "
                        + directory.resolve("event.avsc"));
    }

    @Test
    void aSchemaThatIsNoneIsAProblemAtItsLine() throws Exception {
        Files.writeString(directory.resolve("event.avsc"), "{\"type\": \"recrod\"}");

        assertThat(check(Map.of(), PIPELINE).problems())
                .singleElement()
                .extracting(Finding::line)
                .asString()
                .startsWith("small.yaml:6:3: decode.schema: schema 'event.avsc': the file ")
                .contains("is not an Avro schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    route: {event-time: {field: id}} | 13:22 | route.event-time.field | the event time has to be a timestamp or a date, but the field 'id' is STRING NOT NULL
                    route: {event-time: {field: when}} | 13:22 | route.event-time.field | the schema Event has no field 'when'; its fields are [id, at]
                    deduplicate: {key: 'field:when'} | 13:15 | deduplicate.key | the schema has no top-level field 'when'; it has [id, at]
                    transform: [{function: none-such}] | 13:14 | transform.0.function | no function is called 'none-such'
                    """)
    void whatDoesNotFitTheSchemaIsAProblemAtTheLineOfItsKey(String more, String at, String key, String message)
            throws Exception {
        assertThat(check(Map.of(), PIPELINE, more).problems())
                .singleElement()
                .extracting(Finding::line)
                .asString()
                .startsWith("small.yaml:" + at + ": " + key + ": " + message);
    }

    @Test
    void whatDoesNotFitInAnOverrideIsAProblemOfTheFlag() throws Exception {
        Map<String, String> override = Map.of("route.event-time.field", "id");

        assertThat(check(override, PIPELINE, "route: {event-time: {field: at}}").problems())
                .singleElement()
                .isEqualTo(new Finding(
                        "--set",
                        "route.event-time.field",
                        "the event time has to be a timestamp or a date, but the field 'id' is STRING NOT NULL"));
    }

    @Test
    void whatNoKeyIsToBlameForIsAProblemOfTheFile() throws Exception {
        Wiring refuses = (env, config, file) -> {
            throw new IOException("no file system for 's3'");
        };

        assertThat(check(Map.of(), refuses).problems())
                .containsExactly(new Finding(
                        directory.resolve("small.yaml").toString(), "", "IOException: no file system for 's3'"));
    }

    private Findings check(Map<String, String> overrides, Wiring wiring, String... more) throws Exception {
        LoadedPipeline loaded = ConfigLoader.parseWithWarnings(
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: event.avsc
                output:
                  files:
                    path: %s/rows
                dead-letter:
                  path: %s/dead
                checkpoint: {interval: 10 s}
                %s
                """
                        .formatted(directory, directory, String.join("\n", more)),
                "small.yaml",
                overrides,
                name -> null);
        return OfflineChecks.of(directory.resolve("small.yaml"), loaded, wiring);
    }
}
