package io.millrace.job.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.ManagedFlink;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.S3Config;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.CloudFormationTemplate;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FlinkCluster;
import io.millrace.job.testkit.PolicyDocument;
import io.millrace.job.testkit.PolicyGate;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.S3Server;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's jar by its entry point for Amazon Managed Service for Apache Flink, on a cluster that is set up as the
 * service is as far as its documents tell: it decides of checkpoints, state backend, restarts and parallelism, and refuses a
 * job that sets anything but what is listed in "Programmatic Flink configuration properties".
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ManagedFlinkIT {

    private static final int MESSAGES = 3_000;
    private static final String BUCKET = "lake";
    private static final String CODE = "code";
    private static final Path DEPLOYED = Path.of(System.getProperty("project.root", ".."), "deploy/managed-flink");
    private static final JsonMapper JSON = new JsonMapper();

    /** Of that list, what concerns pipelines. */
    private static final List<String> A_JOB_MAY_SET = List.of(
            "execution.runtime-mode",
            "pipeline.auto-generate-uids",
            "pipeline.auto-watermark-interval",
            "pipeline.cached-files",
            "pipeline.classpaths",
            "pipeline.closure-cleaner-level",
            "pipeline.force-avro",
            "pipeline.force-kryo",
            "pipeline.generic-types",
            "pipeline.global-job-parameters",
            "pipeline.jars",
            "pipeline.jobvertex-parallelism-overrides",
            "pipeline.max-parallelism",
            "pipeline.name",
            "pipeline.object-reuse",
            "pipeline.operator-chaining.enabled",
            "pipeline.serialization-config",
            "pipeline.vertex-description-mode");

    @TempDir
    private Path directory;

    @Test
    void aPipelineOnS3RunsWithTheServicesSettingsAndWritesEachEventOnce() throws Exception {
        try (ElasticMqServer sqs = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET);
                FlinkCluster cluster = FlinkCluster.startBare(
                        directory.resolve("cluster"), 1, 2, asTheService(s3.endpoint(), s3.config()), plugins())) {
            QueueUrl url = sqs.createQueue("events");
            try (SqsQueue queue = sqs.open(url)) {
                Producer.send(queue, MESSAGES, Events::event);
                Events.writeSchema(directory);
                s3.put(BUCKET, "pipelines/schemas/event.avsc", Files.readAllBytes(directory.resolve("event.avsc")));
                s3.put(BUCKET, "pipelines/events.yaml", pipeline().getBytes(UTF_8));
                Path properties = properties(sqs, url);

                cluster.explaining(() -> {
                    assertAJobWithSettingsOfItsOwnIsRefused(cluster, sqs, url);
                    runToItsEnd(cluster, properties);
                });
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
            Path files = directory.resolve("files");
            s3.download(BUCKET, "events/", files);
            Events.assertEachOnce(files, MESSAGES);
            assertThat(s3.keys(BUCKET)).as("dead letters").noneMatch(key -> key.startsWith("dead-letters/"));
        }
    }

    @Test
    void theTemplatesPipelineRunsWithTheTemplatesPropertiesAndItsRoleAlone() throws Exception {
        CloudFormationTemplate template = CloudFormationTemplate.read(DEPLOYED.resolve("template.yaml"));
        try (ElasticMqServer sqs = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET).withBucket(CODE);
                PolicyGate gate = new PolicyGate("")) {
            QueueUrl clicks = sqs.createQueue("clicks");
            QueueUrl letters = sqs.createQueue("letters");
            s3.put(CODE, "pipelines/clicks.yaml", Files.readAllBytes(DEPLOYED.resolve("clicks.yaml")));
            List<String> messages = new ArrayList<>(Clicks.json(7, MESSAGES));
            messages.add("no click");
            Map<String, String> values = values(clicks, letters);
            gate.enforce(role(template.properties("Role", values)));
            Path properties = properties(template.properties("Application", values), gate.before(sqs.endpoint()));
            try (SqsQueue queue = sqs.open(clicks);
                    SqsQueue bell = sqs.open(letters);
                    FlinkCluster cluster = FlinkCluster.startBare(
                            directory.resolve("cluster"),
                            1,
                            2,
                            asTheService(gate.before(s3.endpoint()), s3.config()),
                            plugins())) {
                Producer.send(queue, messages.size(), messages::get);

                cluster.explaining(() -> runToItsEnd(cluster, properties));

                assertThat(gate.unknown()).isEmpty();
                assertThat(gate.refused())
                        .as("called and not allowed by the role")
                        .isEmpty();
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
                assertThat(bell.counters()).as("letters").isEqualTo(new SqsQueue.Counters(1, 0, 0));
            }
            Path files = directory.resolve("files");
            s3.download(BUCKET, "clicks/", files);
            try (DuckDb duckdb = DuckDb.open()) {
                assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT event_id) AS different FROM "
                                + DuckDb.parquet(files)))
                        .containsExactly(Map.of("n", (long) MESSAGES, "different", (long) MESSAGES));
            }
            assertThat(s3.keys(BUCKET))
                    .anyMatch(key -> key.startsWith("dead-letters/") && key.endsWith(".jsonl"))
                    .anyMatch(key -> key.startsWith("clicks/_commits/"));
        }
    }

    private static void runToItsEnd(FlinkCluster cluster, Path properties) throws Exception {
        Processes.Child run = cluster.flink(
                "managed",
                List.of(
                        "run",
                        "--class",
                        ManagedFlink.class.getName(),
                        ClusterJar.find().toString(),
                        properties.toString()));
        assertThat(run.waitFor(3, TimeUnit.MINUTES)).as(run.output()).isZero();
    }

    /** What the template's references stand for, in the region and the account of servers of tests. */
    private static Map<String, String> values(QueueUrl clicks, QueueUrl letters) {
        return Map.ofEntries(
                Map.entry("AWS::Partition", "aws"),
                Map.entry("AWS::Region", "us-east-1"),
                Map.entry("AWS::AccountId", "000000000000"),
                Map.entry("CodeBucket", CODE),
                Map.entry("Bucket", BUCKET),
                Map.entry("Bucket.Arn", "arn:aws:s3:::" + BUCKET),
                Map.entry("Queue", clicks.value()),
                Map.entry("Queue.Arn", "arn:aws:sqs:us-east-1:000000000000:clicks"),
                Map.entry("LetterQueue", letters.value()),
                Map.entry("LetterQueue.Arn", "arn:aws:sqs:us-east-1:000000000000:letters"),
                Map.entry("LogGroup", "log"),
                Map.entry("Role.Arn", "arn:aws:iam::000000000000:role/clicks"));
    }

    private static PolicyDocument role(Map<?, ?> role) throws Exception {
        List<Object> statements = new ArrayList<>();
        for (Object policy : (List<?>) role.get("Policies")) {
            statements.addAll((List<?>) CloudFormationTemplate.at((Map<?, ?>) policy, "PolicyDocument")
                    .get("Statement"));
        }
        return PolicyDocument.parse(JSON.writeValueAsString(Map.of("Statement", statements)));
    }

    /** The application's own, to which is added where the queues are and that the run ends when they are empty. */
    private Path properties(Map<?, ?> application, URI queues) throws Exception {
        List<Object> groups = new ArrayList<>();
        for (Object group :
                (List<?>) CloudFormationTemplate.at(application, "ApplicationConfiguration.EnvironmentProperties")
                        .get("PropertyGroups")) {
            String name = ((Map<?, ?>) group).get("PropertyGroupId").toString();
            Map<String, String> all = new HashMap<>();
            CloudFormationTemplate.at((Map<?, ?>) group, "PropertyMap")
                    .forEach((key, value) -> all.put(key.toString(), value.toString()));
            if (name.equals("millrace.overrides")) {
                all.put("source.sqs.endpoint", queues.toString());
                all.put("source.sqs.mode", "drain");
                all.put("source.sqs.wait-time", "200 ms");
                all.put("source.sqs.drain-check-interval", "500 ms");
                all.put("dead-letter.sqs.endpoint", queues.toString());
            }
            groups.add(group(name, all));
        }
        return write(groups);
    }

    private Path write(List<?> groups) throws Exception {
        return Files.write(directory.resolve("application_properties.json"), JSON.writeValueAsBytes(groups));
    }

    private static Map<String, String> plugins() {
        return Map.of("FLINK_PLUGINS_DIR", S3Server.plugins().toAbsolutePath().toString());
    }

    /** Otherwise the first test would show nothing. */
    private static void assertAJobWithSettingsOfItsOwnIsRefused(FlinkCluster cluster, ElasticMqServer sqs, QueueUrl url)
            throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", ClusterJar.find().toString(), "s3://lake/pipelines/events.yaml"));
        arguments.addAll(
                List.of("--set", "source.sqs.queue-url=" + url, "--set", "source.sqs.endpoint=" + sqs.endpoint()));
        Processes.Child refused = cluster.flink("refused", arguments);
        assertThat(refused.waitFor(3, TimeUnit.MINUTES)).isNotZero();
        assertThat(refused.output())
                .contains("Not allowed configuration change(s) were detected")
                .contains("execution.checkpointing.interval");
    }

    private Path properties(ElasticMqServer sqs, QueueUrl url) throws Exception {
        List<?> groups = List.of(
                group("millrace", Map.of("pipeline", "s3://lake/pipelines/events.yaml")),
                group(
                        "millrace.overrides",
                        Map.of("source.sqs.endpoint", sqs.endpoint().toString(), "source.sqs.mode", "drain")),
                group("millrace.variables", Map.of("QUEUE_URL", url.value())));
        return write(groups);
    }

    private static Map<String, Object> group(String name, Map<String, String> properties) {
        return Map.of("PropertyGroupId", name, "PropertyMap", properties);
    }

    private Configuration asTheService(URI store, S3Config s3) {
        Configuration service = new Configuration();
        service.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);
        service.set(DeploymentOptions.PROGRAM_CONFIG_WILDCARDS, A_JOB_MAY_SET);
        service.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        service.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        service.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(60));
        service.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("state").toUri().toString());
        service.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        service.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        service.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        service.setString("s3.endpoint", store.toString());
        service.setString("s3.path.style.access", "true");
        service.setString("s3.access-key", s3.accessKey());
        service.setString("s3.secret-key", s3.secretKey());
        return service;
    }

    /** It says of parallelism and checkpoints what another place may want; here the service decides. */
    private static String pipeline() {
        return """
                name: managed
                parallelism: 7
                source:
                  sqs:
                    queue-url: ${QUEUE_URL}
                    wait-time: 200 ms
                    drain-check-interval: 500 ms
                    visibility-timeout: 20 s
                decode:
                  schema: schemas/event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                dead-letter:
                  path: s3://lake/dead-letters
                checkpoint:
                  interval: 10 s
                  directory: s3://lake/state
                """;
    }
}
