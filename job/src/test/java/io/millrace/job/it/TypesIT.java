package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.Verification;
import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.SharedStream;
import io.millrace.model.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** Several types of records in one stream, each to files of its own, while the job fails. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class TypesIT {

    private static final int RECORDS = 30_000;

    /** Of so many records, one is of no type. */
    private static final int KNOWN = 1000;

    private static final String FILES = "  files:\n    path: %s/in\n    split-size: 1 MiB";

    private static final String KINESIS =
            """
            kinesis:
              stream: records
              get-records-interval: 20 ms
              idle-interval: 50 ms
              max-record-count: 100
              discovery-interval: 200 ms"""
                    .indent(2)
                    .stripTrailing();

    private static final List<String> NAMES = List.of("order", "refund", "visit");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private final FakeKinesisStream stream = new FakeKinesisStream(InstantSource.system(), Duration.ofHours(24), 2);
    private int put;

    @BeforeEach
    void input() throws IOException {
        Faults.clear();
        schema("order", "total", "long");
        schema("refund", "reason", "string");
        schema("visit", "seconds", "double");
        Files.createDirectories(directory.resolve("in"));
        try (var lines = Files.newBufferedWriter(directory.resolve("in/records.jsonl"))) {
            for (int i = 0; i < RECORDS; i++) {
                lines.write(record(i) + "\n");
                if (i % KNOWN == KNOWN - 1) {
                    lines.write("{\"id\": 0}\n");
                }
            }
        }
    }

    private void schema(String name, String field, String type) throws IOException {
        Files.writeString(
                directory.resolve(name + ".avsc"),
                """
                {"type": "record", "name": "%s", "fields": [
                  {"name": "id", "type": "long"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "%s", "type": "%s"}]}
                """
                        .formatted(name, field, type));
    }

    private static String record(int id) {
        String common = "{\"id\": %d, \"at\": \"2026-03-0%dT06:00:00Z\", ".formatted(id, 1 + id % 2);
        return common
                + switch (id % 3) {
                    case 0 -> "\"total\": " + id + "}";
                    case 1 -> "\"reason\": \"r" + id + "\"}";
                    default -> "\"seconds\": " + id + ".5}";
                };
    }

    @Test
    void everyRecordIsInTheFilesOfItsTypeOnceAndTheBalanceIsEvenThoughTheJobFailsOften() throws Exception {
        Faults.at(Faults.Point.BEFORE_BARRIER, 2, 12_000);
        Faults.at(Faults.Point.DURING_COMMIT, 2, 3);

        environment(NAMES, FILES, null).execute();

        assertThat(Faults.left()).as("failures that did not happen").isZero();
        try (DuckDb duckdb = DuckDb.open()) {
            for (int i = 0; i < NAMES.size(); i++) {
                String rows = DuckDb.parquet(directory.resolve("out").resolve(NAMES.get(i)));
                assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids, sum(id) AS sum FROM " + rows
                                        + " WHERE id % 3 = " + i)
                                .get(0))
                        .as(NAMES.get(i))
                        .containsEntry("n", RECORDS / 3L)
                        .containsEntry("ids", RECORDS / 3L);
                assertThat(duckdb.value("SELECT count(*) FROM " + rows)).isEqualTo(RECORDS / 3L);
            }
            assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(directory.resolve("out/order"))
                            + " WHERE total = id"))
                    .isEqualTo(RECORDS / 3L);
            assertThat(duckdb.column("SELECT DISTINCT error_kind FROM " + DuckDb.ndjson(directory.resolve("dead"))))
                    .containsExactly("unknown-type");
        }
        long unknown = RECORDS / KNOWN;
        assertThat(Account.of(
                        directory.resolve("out").toUri(),
                        directory.resolve("dead").toUri()))
                .isEqualTo(
                        new Verification.Totals(RECORDS + unknown, RECORDS, 0, 0, unknown, RECORDS, RECORDS, unknown));
    }

    /** What was of no type before is a dead letter, and stays one; what comes afterwards has files of its own. */
    @Test
    void aTypeIsAddedToAJobThatGoesOnFromItsState() throws Exception {
        put();
        JobClient job = environment(List.of("order", "refund"), KINESIS, null).executeAsync();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Events.count(directory.resolve("out/order")) == put / 3
                        && Events.count(directory.resolve("out/refund")) == put / 3);
        String savepoint = job.stopWithSavepoint(
                        false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);

        put();
        environment(List.of("visit", "order", "refund"), KINESIS + "\n    until: start", savepoint)
                .execute();

        try (DuckDb duckdb = DuckDb.open()) {
            Map<String, Long> rows = Map.of("order", put / 3L, "refund", put / 3L, "visit", put / 6L);
            rows.forEach((type, count) -> assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM "
                                    + DuckDb.parquet(directory.resolve("out").resolve(type)))
                            .get(0))
                    .as(type)
                    .containsEntry("n", count)
                    .containsEntry("ids", count));
            assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.ndjson(directory.resolve("dead"))))
                    .isEqualTo(put / 6L);
        }
        assertThat(Account.of(
                                directory.resolve("out").toUri(),
                                directory.resolve("dead").toUri())
                        .received())
                .isEqualTo(put);
    }

    private void put() {
        for (int i = 0; i < 600; i++) {
            stream.put("shardId-%012d".formatted(put % 2), "key", record(put++).getBytes(StandardCharsets.UTF_8));
        }
    }

    private StreamExecutionEnvironment environment(List<String> types, String source, String from) throws Exception {
        Map<String, String> tests = Map.of("order", "total", "refund", "reason", "visit", "seconds");
        StringBuilder sections = new StringBuilder();
        types.forEach(type -> sections.append(
                """
                  - name: %1$s
                    when: id and %2$s
                    schema: %1$s.avsc
                    route: {layout: date, event-time: {field: at}}
                """
                        .formatted(type, tests.get(type))));
        String yaml =
                """
                name: types
                parallelism: 2
                source:
                %3$s
                types:
                %2$soutput:
                  files:
                    path: %1$s/out
                announce: {}
                dead-letter:
                  path: %1$s/dead
                checkpoint:
                  interval: 100 ms
                  restarts: 100
                  directory: %1$s/checkpoints
                """
                        .formatted(directory, sections, source.formatted(directory));
        PipelineConfig config = ConfigLoader.parse(yaml, "types.yaml", Map.of(), variable -> null);
        Configuration settings = new Configuration();
        if (from != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withStream(SharedStream.of(stream))
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        return env;
    }

    /** Fails in the middle of the flow, now and then; slowly enough for several checkpoints. */
    private record FailingDecoders(Decoder.Factory decoders) implements Decoder.Factory {

        @Override
        public RecordSchema schema() {
            return decoders.schema();
        }

        @Override
        public Decoder create(DroppedFields dropped) {
            Decoder decoder = decoders.create(dropped);
            return new Decoder() {
                @Override
                public SlotRow decode(byte[] bytes, int offset, int length) {
                    Faults.chance(Faults.Point.BEFORE_BARRIER);
                    return decoder.decode(bytes, offset, length);
                }

                @Override
                public Rejection rejection() {
                    return decoder.rejection();
                }
            };
        }
    }
}
