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
import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints that earlier states of the project have written, in {@code src/test/resources/savepoints}: this one must go on
 * from each of them. Beside a savepoint, in {@code bucket}, lie the files that were visible when it was taken, but not what
 * the commit log said of them: as if the job had been killed between the savepoint and the announcements, so that a job
 * that loses its state leaves files which nobody was told of.
 *
 * <p>Names in an object store are the same on every machine, which those of a local directory are not.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class KeptSavepointIT {

    private static final Path KEPT =
            Path.of(System.getProperty("project.root", ".."), "job/src/test/resources/savepoints");
    private static final String BUCKET = "lake";
    private static final int EVENTS = 400;
    private static final int BAD_BEFORE = 6;
    private static final int BAD_AFTER = 4;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    static List<String> kept() throws IOException {
        try (Stream<Path> savepoints = Files.list(KEPT)) {
            return savepoints
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aJobGoesOnFromASavepointThatAnEarlierOneWrote(String name) throws Exception {
        Path savepoint = KEPT.resolve(name);
        try (ElasticMqServer server = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET).asFlinksS3()) {
            upload(savepoint.resolve("bucket"), s3);
            Set<Long> written = ids(savepoint.resolve("bucket/events"));
            assertThat(written).as("events of the savepoint").hasSizeBetween(1, EVENTS - 1);
            QueueUrl url = server.createQueue("events");
            try (SqsQueue queue = server.open(url)) {
                List<String> rest = new ArrayList<>(IntStream.range(0, EVENTS)
                        .filter(id -> !written.contains((long) id))
                        .mapToObj(Events::event)
                        .toList());
                rest.add(rest.get(0));
                IntStream.range(0, BAD_AFTER).forEach(i -> rest.add("bad after " + i));
                Producer.send(queue, rest.size(), rest::get);

                start(config(server, s3, url, "drain", Duration.ofMillis(300)), savepoint.resolve("state"))
                        .getJobExecutionResult()
                        .get(2, TimeUnit.MINUTES);

                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
            s3.download(BUCKET, "", directory.resolve("after"));
            Events.assertEachOnce(directory.resolve("after/events"), EVENTS);
            Verification.Totals account =
                    Account.of(URI.create("s3://" + BUCKET + "/events"), URI.create("s3://" + BUCKET + "/dead"));
            assertThat(account.written()).isEqualTo(EVENTS);
            assertThat(account.rejected()).isEqualTo(BAD_BEFORE + BAD_AFTER);
            assertThat(account.received()).isEqualTo(EVENTS + BAD_BEFORE + BAD_AFTER + account.duplicates());
        }
    }

    /** Writes the savepoint that the property names; CONTRIBUTING.md says when and how. */
    @Test
    @EnabledIfSystemProperty(named = "savepoint.write", matches = "v\\d+")
    void theSavepointOfThisStateIsWritten() throws Exception {
        Path kept = KEPT.resolve(System.getProperty("savepoint.write"));
        assertThat(kept).as("a savepoint that is kept is never changed").doesNotExist();
        try (ElasticMqServer server = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET).asFlinksS3()) {
            QueueUrl url = server.createQueue("events");
            Path savepoint;
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, BAD_BEFORE, i -> "bad before " + i);
                Producer.send(queue, EVENTS / 2, Events::event);
                // No checkpoint before the savepoint: it holds everything that there is to hold.
                JobClient job = start(config(server, s3, url, "continuous", Duration.ofMinutes(1)), null);
                Awaitility.await().until(() -> queue.counters().visible() == 0);
                savepoint = Path.of(URI.create(
                        job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                                .get(1, TimeUnit.MINUTES)));
                job.getJobExecutionResult().get(1, TimeUnit.MINUTES);
            }
            Files.createDirectories(kept);
            copy(savepoint, kept.resolve("state"));
            for (String prefix : List.of("events/2026", "dead/")) {
                s3.download(BUCKET, prefix, kept.resolve("bucket").resolve(prefix));
            }
        }
        try (Stream<Path> files = Files.walk(kept)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).as("bytes of %s", kept).isLessThan(200_000);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void upload(Path bucket, S3Server s3) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                s3.put(BUCKET, bucket.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static Set<Long> ids(Path files) {
        try (DuckDb duckdb = DuckDb.open()) {
            return duckdb.rows("SELECT id FROM " + DuckDb.parquet(files)).stream()
                    .map(row -> (Long) row.get("id"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private JobClient start(PipelineConfig config, Path from) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        if (from != null) {
            Configuration savepoint = new Configuration();
            savepoint.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
            env.configure(savepoint);
        }
        return env.executeAsync();
    }

    private PipelineConfig config(ElasticMqServer server, S3Server s3, QueueUrl url, String mode, Duration interval)
            throws Exception {
        Events.writeSchema(directory);
        String yaml =
                """
                name: kept
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: %s
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    close-timeout: 1 s
                deduplicate:
                  key: field:id
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                    s3:
                      endpoint: %s
                      path-style: true
                      access-key: %s
                      secret-key: %s
                announce: {}
                dead-letter:
                  path: s3://lake/dead
                checkpoint:
                  interval: %s
                  directory: %s
                """
                        .formatted(
                                url,
                                server.endpoint(),
                                mode,
                                s3.endpoint(),
                                s3.config().accessKey(),
                                s3.config().secretKey(),
                                interval,
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "kept.yaml", Map.of(), variable -> null);
    }
}
