package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.ClicksByTypeAndDay;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.ClassFiles;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FlinkCluster;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's jar on a cluster that has Flink's libraries and nothing of ours, submitted, stopped and started again with
 * the commands that {@code docker-compose.yml} and the pages name. The pipeline is the one of docker-compose.yml; only the
 * places of its containers are other ones.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class ClusterJarIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path PIPELINE = ROOT.resolve("conf/docker/clickstream.yaml");
    private static final String BUCKET = "lake";

    @TempDir
    private Path directory;

    private final List<String> clicks = new ArrayList<>(Clicks.json(5, 399));

    @Test
    void aPipelineIsSubmittedStoppedAtASavepointAndGoesOnFromThere() throws Exception {
        clicks.add(0, eventOfTheComment());
        try (ElasticMqServer sqs = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET);
                FlinkCluster cluster = FlinkCluster.startBare(
                        directory.resolve("cluster"),
                        2,
                        1,
                        asInCompose(s3.config()),
                        Map.of(
                                "FLINK_PLUGINS_DIR",
                                S3Server.plugins().toAbsolutePath().toString()))) {
            QueueUrl url = sqs.createQueue("clicks");
            try (SqsQueue queue = sqs.open(url)) {
                cluster.explaining(() -> submitStopAndGoOn(cluster, sqs, s3, queue, url));
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
            assertEachClickOnce(s3);
        }
    }

    /** The class comes from where {@code --classpath} says, not with the jar. */
    @Test
    void aPipelineInJavaIsSubmittedByItsClass() throws Exception {
        Path input = Files.createDirectories(directory.resolve("in/clicks"));
        Files.write(input.resolve("clicks.jsonl"), clicks);
        Path out = directory.resolve("out");
        List<String> flags = new ArrayList<>(List.of("class:" + ClicksByTypeAndDay.class.getName()));
        Map.of(
                        "source.files.path", input,
                        "decode.schema",
                                ROOT.resolve("conf/schemas/click-event.avsc").toAbsolutePath(),
                        "output.files.path", out,
                        "dead-letter.path", directory.resolve("dead"),
                        "checkpoint.directory", directory.resolve("checkpoints"))
                .forEach((key, value) -> flags.addAll(List.of("--set", key + "=" + value)));
        String classes = ClassFiles.of(ClicksByTypeAndDay.class, directory.resolve("classes"))
                .toUri()
                .toString();
        try (FlinkCluster cluster =
                FlinkCluster.startBare(directory.resolve("cluster"), 1, 2, new Configuration(), Map.of())) {
            cluster.explaining(() -> {
                List<String> arguments = new ArrayList<>(
                        List.of("run", "--classpath", classes, ClusterJar.find().toString()));
                arguments.addAll(flags);
                flink(cluster, "submit", arguments);
            });
        }

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT event_id FROM " + DuckDb.parquet(out) + " ORDER BY 1"))
                    .isEqualTo(duckdb.column("SELECT event_id::VARCHAR FROM " + DuckDb.ndjson(input) + " ORDER BY 1"));
        }
    }

    private void submitStopAndGoOn(FlinkCluster cluster, ElasticMqServer sqs, S3Server s3, SqsQueue queue, QueueUrl url)
            throws Exception {
        Producer.send(queue, 250, clicks::get);
        String jobManager = "localhost:" + cluster.rest().getPort();
        String submitted =
                flink(cluster, "submit", run(List.of("--detached", "--jobmanager", jobManager), places(sqs, url)));
        String job = Found.in(submitted, "JobID ([0-9a-f]{32})");
        await().atMost(Duration.ofMinutes(2)).until(() -> queue.counters().equals(new SqsQueue.Counters(0, 0, 0)));

        String stopped = flink(cluster, "stop", List.of("stop", "--savepointPath", "s3://lake/savepoints", job));
        String savepoint = Found.in(stopped, "Path: (s3://lake/savepoints/\\S+)");

        // What its producer sends again, too: that it was seen is in the savepoint.
        Producer.send(queue, 200, i -> clicks.get(200 + i));
        List<String> drain = new ArrayList<>(places(sqs, url));
        drain.addAll(List.of("--set", "source.sqs.mode=drain", "--set", "source.sqs.drain-check-interval=200 ms"));
        flink(cluster, "go-on", run(List.of("--fromSavepoint", savepoint), drain));
    }

    private static List<String> run(List<String> options, List<String> flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(options);
        arguments.add(ClusterJar.find().toString());
        arguments.add(PIPELINE.toString());
        arguments.addAll(flags);
        return arguments;
    }

    private static List<String> places(ElasticMqServer sqs, QueueUrl url) {
        return List.of(
                "--set",
                "source.sqs.queue-url=" + url,
                "--set",
                "source.sqs.endpoint=" + sqs.endpoint(),
                "--set",
                "checkpoint.interval=1 s");
    }

    /** What a reader of docker-compose.yml sends first. */
    private static String eventOfTheComment() throws IOException {
        String comments = Files.readString(ROOT.resolve("docker-compose.yml")).replaceAll("\\n# *", "");
        return Found.in(comments, "--message-body '(.*?)'");
    }

    private static String flink(FlinkCluster cluster, String name, List<String> arguments) throws Exception {
        Processes.Child command = cluster.flink(name, arguments);
        assertThat(command.waitFor(3, TimeUnit.MINUTES)).as(command.output()).isZero();
        return command.output();
    }

    /** No more than docker-compose.yml says of the store. */
    private static Configuration asInCompose(S3Config s3) {
        Configuration configuration = new Configuration();
        configuration.setString("s3.endpoint", s3.endpoint().toString());
        configuration.setString("s3.path.style.access", "true");
        configuration.setString("s3.access-key", s3.accessKey());
        configuration.setString("s3.secret-key", s3.secretKey());
        return configuration;
    }

    private void assertEachClickOnce(S3Server s3) throws IOException {
        Path files = Files.createDirectories(directory.resolve("files"));
        s3.download(BUCKET, "clicks/", files);
        Path sent = Files.write(directory.resolve("sent.jsonl"), clicks);
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.difference(
                            "(SELECT event_id, url FROM " + DuckDb.parquet(files) + ")",
                            "(SELECT event_id, url FROM "
                                    + DuckDb.ndjson(sent, Map.of("event_id", "VARCHAR", "url", "VARCHAR")) + ")"))
                    .isEmpty();
        }
        assertThat(s3.keys(BUCKET)).noneMatch(key -> key.startsWith("dead-letters/"));
    }
}
