package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.Verification;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.commit.CommitListener;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.S3Server;
import io.millrace.model.CommittedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages from a real SQS server into a real S3 API, and failures at the worst moments. */
final class ForcedFailuresIT {

    private static final int MESSAGES = 100_000;
    private static final String BUCKET = "lake";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void noFaults() {
        Faults.clear();
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyMessageIsInTheFilesOnceThoughTasksFailAtEveryPoint() throws Exception {
        Faults.at(Faults.Point.BEFORE_BARRIER, 3, 17_001);
        Faults.at(Faults.Point.AFTER_SNAPSHOT, 3, 5);
        Faults.at(Faults.Point.DURING_COMMIT, 3, 7);
        Faults.at(Faults.Point.BEFORE_DELETE, 3, 6);

        check("parquet: {}", MESSAGES, "20 s");
    }

    /** The same sums where a file is of another format; fewer messages, and each failure once. */
    @ParameterizedTest
    @ValueSource(strings = {"ndjson: {compression: gzip}", "csv: {compression: zstd}", "avro: {compression: deflate}"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void everyMessageIsInFilesOfOtherFormatsOnceThoughTasksFailAtEveryPoint(String format) throws Exception {
        Faults.at(Faults.Point.BEFORE_BARRIER, 1, 5_003);
        Faults.at(Faults.Point.AFTER_SNAPSHOT, 1, 2);
        Faults.at(Faults.Point.DURING_COMMIT, 1, 3);
        Faults.at(Faults.Point.BEFORE_DELETE, 1, 4);

        // What a failed attempt held comes again only after this time.
        check(format, 12_000, "6 s");
    }

    private void check(String format, int messages, String visibility) throws Exception {
        try (ElasticMqServer server = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET).asFlinksS3()) {
            QueueUrl url = server.createQueue("events");
            SqsQueue queue = server.open(url);
            Producer.send(queue, messages, Events::event);
            PipelineConfig config = config(server, s3, url, format, visibility);
            Evidence.collectFor(directory.resolve("checkpoints"));

            run(config);

            assertThat(Faults.left()).as("failures that never happened").isZero();
            assertEveryMessageIsAccountedFor(messages);
            s3.download(BUCKET, "events", directory.resolve("events"));
            assertEachOnce(format.substring(0, format.indexOf(':')), messages);
            assertThat(s3.keys(BUCKET)).as("dead letters").noneMatch(key -> key.startsWith("dead-letters/"));
            assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            assertThat(Evidence.deletes()).isGreaterThanOrEqualTo(messages);
            assertThat(Evidence.deletedTooEarly()).isEmpty();
            queue.close();
        }
    }

    private void assertEachOnce(String format, int messages) throws IOException {
        Path files = directory.resolve("events");
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "BIGINT");
        columns.put("at", "TIMESTAMPTZ");
        columns.put("text", "VARCHAR");
        String rows =
                switch (format) {
                    case "parquet" -> DuckDb.parquet(files);
                    case "ndjson" -> DuckDb.ndjson(files, columns);
                    case "csv" -> DuckDb.csv(files, columns);
                    default -> DuckDb.ndjson(AvroFiles.toNdjson(files, directory.resolve("lines")), columns);
                };
        Events.assertEachOnce(rows, messages);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.value("SELECT count(*) FROM " + rows + " WHERE text <> 'event ' || id"
                            + " OR \"at\" <> make_timestamptz(2026, 3, 1 + id % 2, id % 3, 30, 0, 'UTC')"))
                    .isEqualTo(0L);
        }
    }

    private static void assertEveryMessageIsAccountedFor(int messages) throws IOException {
        Verification.Totals totals =
                Account.of(URI.create("s3://" + BUCKET + "/events"), URI.create("s3://" + BUCKET + "/dead-letters"));
        assertThat(totals.written()).isEqualTo(messages);
        assertThat(totals.received()).isEqualTo(messages + totals.duplicates());
    }

    private PipelineConfig config(ElasticMqServer server, S3Server s3, QueueUrl url, String format, String visibility)
            throws Exception {
        Events.writeSchema(directory);
        String yaml =
                """
                name: forced-failures
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    close-timeout: 1 s
                    visibility-timeout: %s
                    max-in-flight: 10000
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                    format:
                      %s
                    s3:
                      endpoint: %s
                      path-style: true
                      access-key: %s
                      secret-key: %s
                announce: {}
                dead-letter:
                  path: s3://lake/dead-letters
                checkpoint:
                  interval: 500 ms
                  directory: %s
                """
                        .formatted(
                                url,
                                server.endpoint(),
                                visibility,
                                format,
                                s3.endpoint(),
                                s3.config().accessKey(),
                                s3.config().secretKey(),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "forced-failures.yaml", Map.of(), variable -> null);
    }

    private void run(PipelineConfig config) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineEnds ends = PipelineEnds.of(config, lines -> {});
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                ends.withQueue(new WatchedQueue.Factory(ends.queue()))
                        .withSource(WatchedSource::new)
                        .withOnCommit(new FailingListener())
                        .withDecoders(FailingDecoders::new));
        Configuration impatient = new Configuration();
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMillis(1100));
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 100);
        env.configure(impatient);
        env.execute();
    }

    private record FailingListener() implements CommitListener {

        @Override
        public void committed(CommittedFile file) {
            Faults.chance(Faults.Point.DURING_COMMIT);
        }
    }
}
