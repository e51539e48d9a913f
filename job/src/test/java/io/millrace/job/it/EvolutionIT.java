package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.Verification;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A schema gets a second version while the job is stopped, and records of both arrive from then on. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class EvolutionIT {

    private static final int OLD = 6_000;
    private static final int BOTH = 6_000;

    private static final String V1 =
            """
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": "int"},
              {"name": "text", "type": "string"}]}
            """;

    /** A wider type, a column that may be null, one with a default; and in front, so that every place changes. */
    private static final String V2 =
            """
            {"type": "record", "name": "Order", "fields": [
              {"name": "origin", "type": "string", "default": "before origins"},
              {"name": "id", "type": "long"},
              {"name": "text", "type": "string"},
              {"name": "note", "type": ["null", {"type": "record", "name": "Note", "fields": [
                {"name": "words", "type": {"type": "array", "items": "string"}}]}], "default": null}]}
            """;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void firstVersion() throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("schemas/orders")).resolve("v1.avsc"), V1);
    }

    @Test
    void acrossARestartNothingIsLostOrDoubledAndAllRowsAreOneTable() throws Exception {
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("orders");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, OLD, EvolutionIT::old);
                String savepoint = runUntil(queue, OLD / 3, config(queue(server, url, "continuous")));
                long before = Events.count(directory.resolve("orders"));
                assertThat(before).as("rows of the first version").isBetween(1L, (long) OLD);

                Files.writeString(directory.resolve("schemas/orders/v2.avsc"), V2);
                Producer.send(queue, BOTH, i -> i % 2 == 0 ? old(OLD + i) : young(OLD + i));
                // The producer's own doubles of what the first version's job has seen: its keys are state.
                Producer.send(queue, 100, i -> i % 2 == 0 ? old(i) : young(i));
                start(config(queue(server, url, "drain")), savepoint)
                        .getJobExecutionResult()
                        .get(2, TimeUnit.MINUTES);
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
        }
        assertThat(directory.resolve("dead")).doesNotExist();
        try (DuckDb duckdb = DuckDb.open()) {
            String table = "read_parquet('" + directory + "/orders/**/*.parquet', union_by_name = true)";
            assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids, max(id) AS last FROM " + table))
                    .containsExactly(Map.of("n", (long) OLD + BOTH, "ids", (long) OLD + BOTH, "last", OLD + BOTH - 1L));
            assertThat(duckdb.column("SELECT count(*) FROM " + table + " WHERE text <> 'order ' || id"))
                    .containsExactly(0L);
            assertThat(duckdb.column("SELECT count(*) FROM " + table
                            + " WHERE id >= " + OLD + " AND (origin <> CASE WHEN id % 2 = 0 THEN 'before origins' ELSE"
                            + " 'web' END OR (id % 2 = 0) <> (note IS NULL) OR note.words[1] <> 'word ' || id)"))
                    .as("promoted records have the defaults, new ones their own values")
                    .containsExactly(0L);
            assertThat(duckdb.column("SELECT DISTINCT typeof(id) FROM " + table))
                    .containsExactly("BIGINT");
        }
        Verification.Totals account = Account.of(
                directory.resolve("orders").toUri(), directory.resolve("dead").toUri());
        assertThat(account.written()).isEqualTo(OLD + BOTH);
        assertThat(account.received()).isEqualTo(OLD + BOTH + account.duplicates());
        assertThat(account.duplicates()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void versionsThatTakeTurnsDoNotMakeMoreFiles() throws Exception {
        Files.writeString(directory.resolve("schemas/orders/v2.avsc"), V2);
        Path input = Files.createDirectories(directory.resolve("in"));
        Files.write(input.resolve("orders.jsonl"), (Iterable<String>)
                IntStream.range(0, 2_000).mapToObj(i -> i % 2 == 0 ? old(i) : young(i))::iterator);

        start(config("  files: {path: " + input + "}"), null)
                .getJobExecutionResult()
                .get(1, TimeUnit.MINUTES);

        assertThat(files()).as("one partition, one instance, one checkpoint").hasSize(1);
        Events.assertEachOnce(directory.resolve("orders"), 2_000);
    }

    private static String old(int id) {
        return "{\"id\": %d, \"text\": \"order %d\"}".formatted(id, id);
    }

    private static String young(int id) {
        return "{\"id\": %d, \"text\": \"order %d\", \"origin\": \"web\", \"note\": {\"words\": [\"word %d\"]}}"
                .formatted(id, id, id);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("orders"))) {
            return all.filter(file -> file.getFileName().toString().matches("[^.].*\\.parquet"))
                    .toList();
        }
    }

    /** Runs the job until at most {@code left} messages wait in the queue, then stops it; returns the savepoint. */
    private String runUntil(SqsQueue queue, long left, PipelineConfig config) throws Exception {
        JobClient job = start(config, null);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> queue.counters().visible() <= left);
        return job.stopWithSavepoint(
                        false, directory.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    private JobClient start(PipelineConfig config, String from) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        if (from != null) {
            Configuration savepoint = new Configuration();
            savepoint.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
            env.configure(savepoint);
        }
        return env.executeAsync();
    }

    private static String queue(ElasticMqServer server, QueueUrl url, String mode) {
        return """
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: %s
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    close-timeout: 2 s
                    max-in-flight: 1000
                deduplicate:
                  key: field:id
                """
                .formatted(url, server.endpoint(), mode);
    }

    private PipelineConfig config(String source) throws Exception {
        boolean files = source.contains("files:");
        String yaml =
                """
                name: evolution
                parallelism: %d
                source:
                %s
                decode:
                  schema: schemas/orders
                output:
                  files:
                    path: %s
                announce: {}
                dead-letter:
                  path: %s
                checkpoint:
                  interval: %s
                  directory: %s
                """
                        .formatted(
                                files ? 1 : 2,
                                source,
                                directory.resolve("orders"),
                                directory.resolve("dead"),
                                files ? "1 min" : "500 ms",
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "evolution.yaml", Map.of(), variable -> null);
    }
}
