package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.Findings.Finding;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineChecksTest {

    private static final Wiring FITS = (env, config, file) -> {};

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
        Findings findings = check(Map.of("route.event-time.field", "at"), FITS);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.notes())
                .singleElement()
                .asString()
                .startsWith("at most about 10,000 messages/s: 120,000 may be in flight");
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
    void aSchemaThatIsNotThereIsAProblemOfItsKey() throws Exception {
        assertThat(check(Map.of("decode.schema", "missing.avsc"), FITS).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("decode.schema");
                    assertThat(problem.message()).contains("missing.avsc", "there is no file");
                });
    }

    @Test
    void anEventTimeThatIsNoTimeIsAProblemOfItsKey() throws Exception {
        assertThat(check(Map.of("route.event-time.field", "id"), FITS).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("route.event-time.field");
                    assertThat(problem.message()).contains("id");
                });
    }

    @Test
    void whatThePipelineAsAWholeRefusesIsAProblem() throws Exception {
        Wiring refuses = (env, config, file) -> {
            throw new IllegalArgumentException("deduplicate.key: the schema has no top-level field 'x'");
        };

        assertThat(check(Map.of(), refuses).problems())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("deduplicate.key: the schema has no top-level field 'x'");
    }

    private Findings check(Map<String, String> overrides, Wiring wiring) throws Exception {
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
                    path: s3://lake/rows
                dead-letter:
                  path: s3://lake/dead
                """,
                "small.yaml",
                overrides,
                name -> null);
        return OfflineChecks.of(directory.resolve("small.yaml"), loaded, wiring);
    }
}
