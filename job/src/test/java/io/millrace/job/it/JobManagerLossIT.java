package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.S3Config;
import io.millrace.job.source.sqs.CheckpointedReceipts;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FlinkCluster;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.RecordedSqs;
import io.millrace.job.testkit.S3Server;
import io.millrace.job.testkit.ZooKeeperServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's jar on a JobManager and two TaskManagers, each a process of its own, set up as {@code
 * deploy/flink/config.yaml} says; only its places are other ones. The JobManager is killed with SIGKILL in the middle of
 * the queue and started again.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class JobManagerLossIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final int MESSAGES = 12_000;
    private static final String BUCKET = "lake";

    @TempDir
    private Path directory;

    private ElasticMqServer sqs;
    private RecordedSqs recorded;
    private S3Server s3;
    private QueueUrl url;
    private SqsQueue queue;

    @BeforeEach
    void fillTheQueue() throws Exception {
        sqs = ElasticMqServer.start();
        recorded = RecordedSqs.before(sqs.endpoint());
        s3 = S3Server.start().withBucket(BUCKET);
        url = sqs.createQueue("events");
        queue = sqs.open(url);
        Producer.send(queue, MESSAGES, Events::event);
        Events.writeSchema(directory);
        Files.writeString(directory.resolve("events.yaml"), pipeline());
    }

    @AfterEach
    void stopTheServers() {
        queue.close();
        s3.close();
        recorded.close();
        sqs.close();
    }

    @Test
    void withHighAvailabilityTheJobGoesOnByItselfFromItsNewestCheckpoint() throws Exception {
        try (ZooKeeperServer zooKeeper = ZooKeeperServer.start(directory.resolve("zookeeper"));
                FlinkCluster cluster = start(highlyAvailable(zooKeeper))) {
            cluster.explaining(() -> {
                String job = submit(cluster, "submit", List.of());

                killTheJobManagerInTheMiddle(cluster);
                cluster.startJobManager();
                assertNoDeleteTooEarlyAndStop(cluster, job);
                assertThat(cluster.logs()).containsPattern("Restoring job " + job + " from Checkpoint \\d+ ");
            });
        }
        assertEveryEventOnce();
    }

    @Test
    void withoutItTheJobIsSubmittedAgainFromItsNewestRetainedCheckpoint() throws Exception {
        try (FlinkCluster cluster = start(withoutHighAvailability())) {
            cluster.explaining(() -> {
                submit(cluster, "submit", List.of());

                killTheJobManagerInTheMiddle(cluster);
                String checkpoint = newestCheckpoint().orElseThrow().toUri().toString();
                cluster.startJobManager();
                cluster.awaitSlots(2);
                assertThat(cluster.client().listJobs().get()).isEmpty();
                String job = submit(cluster, "go-on", List.of("--fromSavepoint", checkpoint));
                assertNoDeleteTooEarlyAndStop(cluster, job);
                assertThat(cluster.logs()).contains("Starting job " + job + " from savepoint " + checkpoint);
            });
        }
        assertEveryEventOnce();
    }

    private void killTheJobManagerInTheMiddle(FlinkCluster cluster) throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> queue.counters().visible() <= MESSAGES / 2
                        && newestCheckpoint().isPresent());
        cluster.killJobManager();
        assertThat(queue.counters().visible()).as("messages left for later").isPositive();
    }

    /** A job that has ended removes its checkpoints, and with them what deletes are judged by. */
    private void assertNoDeleteTooEarlyAndStop(FlinkCluster cluster, String job) throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> queue.counters().equals(new SqsQueue.Counters(0, 0, 0)));
        Map<String, Long> held = CheckpointedReceipts.under(state());
        Map<String, Long> deleted = recorded.deletes();
        assertThat(deleted).hasSizeGreaterThanOrEqualTo(MESSAGES);
        assertThat(deleted.entrySet().stream()
                        .filter(delete -> held.getOrDefault(delete.getKey(), Long.MAX_VALUE) > delete.getValue())
                        .count())
                .as("deletes of what no complete checkpoint held at that time")
                .isZero();
        cluster.client()
                .stopWithSavepoint(
                        JobID.fromHexString(job), false, state().toUri().toString(), SavepointFormatType.CANONICAL)
                .get(2, TimeUnit.MINUTES);
    }

    private void assertEveryEventOnce() throws IOException {
        Path files = directory.resolve("files");
        s3.download(BUCKET, "events/", files);
        Events.assertEachOnce(files, MESSAGES);
        assertThat(s3.keys(BUCKET)).noneMatch(key -> key.startsWith("dead-letters/"));
    }

    /** The checkpoint with the greatest number, of those that are complete. */
    private Optional<Path> newestCheckpoint() throws IOException {
        if (Files.notExists(state())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(state())) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .filter(checkpoint -> checkpoint.getFileName().toString().startsWith("chk-"))
                    .max(Comparator.comparingLong(checkpoint ->
                            Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()))));
        } catch (UncheckedIOException e) {
            // A checkpoint was given up and removed while it was listed.
            return newestCheckpoint();
        }
    }

    private Path state() {
        return directory.resolve("state");
    }

    private FlinkCluster start(Configuration configuration) throws Exception {
        return FlinkCluster.startBare(
                directory.resolve("cluster"),
                2,
                1,
                configuration,
                Map.of("FLINK_PLUGINS_DIR", S3Server.plugins().toAbsolutePath().toString()));
    }

    private Configuration highlyAvailable(ZooKeeperServer zooKeeper) {
        Configuration configuration = asDeployed();
        configuration.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, zooKeeper.quorum());
        return configuration;
    }

    private Configuration withoutHighAvailability() {
        Configuration configuration = asDeployed();
        configuration.removeConfig(HighAvailabilityOptions.HA_MODE);
        return configuration;
    }

    /** What deploy/flink/config.yaml says, for the places of this test, small, and with all checkpoints kept to judge. */
    private Configuration asDeployed() {
        Configuration configuration = GlobalConfiguration.loadConfiguration(
                ROOT.resolve("deploy/flink").toString());
        for (ConfigOption<?> place : List.of(
                JobManagerOptions.ADDRESS,
                JobManagerOptions.BIND_HOST,
                JobManagerOptions.TOTAL_PROCESS_MEMORY,
                TaskManagerOptions.BIND_HOST,
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                RestOptions.ADDRESS,
                RestOptions.BIND_ADDRESS)) {
            configuration.removeConfig(place);
        }
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10_000);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, state().toUri().toString());
        S3Config store = s3.config();
        configuration.setString("s3.endpoint", store.endpoint().toString());
        configuration.setString("s3.endpoint.region", store.region());
        configuration.setString("s3.path.style.access", "true");
        configuration.setString("s3.access-key", store.accessKey());
        configuration.setString("s3.secret-key", store.secretKey());
        return configuration;
    }

    /** Returns the job's id. */
    private String submit(FlinkCluster cluster, String name, List<String> options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "--detached"));
        arguments.addAll(options);
        arguments.add(ClusterJar.find().toString());
        arguments.add(directory.resolve("events.yaml").toString());
        Processes.Child command = cluster.flink(name, arguments);
        assertThat(command.waitFor(3, TimeUnit.MINUTES)).as(command.output()).isZero();
        return Found.in(command.output(), "JobID ([0-9a-f]{32})");
    }

    /** About two thousand messages for each checkpoint, so that the kill comes in the middle. */
    private String pipeline() {
        return """
                name: job-manager-loss
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    wait-time: 200 ms
                    close-timeout: 2 s
                    visibility-timeout: 10 s
                    max-in-flight: 2000
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                dead-letter:
                  path: s3://lake/dead-letters
                checkpoint:
                  interval: 1 s
                """
                .formatted(url, recorded.endpoint());
    }
}
