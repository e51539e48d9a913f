package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.iam.Arns;
import io.millrace.job.iam.PipelinePolicy;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FaultyKinesis;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisFault;
import io.millrace.job.testkit.KinesisLocalServer;
import io.millrace.job.testkit.PolicyDocument;
import io.millrace.job.testkit.PolicyGate;
import io.millrace.job.testkit.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines that run and fail behind a gate which lets only those calls pass that the policy of {@code millrace iam}
 * allows. The policy is enough when nothing is refused, and no more than that when everything in it is called.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class IamPolicyIT {

    private static final int EVENTS = 3_001;
    private static final int BAD = EVENTS - 1;
    private static final int COLUMNS = 60;
    private static final String BUCKET = "lake";
    private static final Arns PLACE = new Arns(null, "us-east-1", "000000000000");

    /** What the policy allows and these runs have no occasion for, with the occasion. */
    private static final Map<String, String> RARE = Map.of(
            "KeepCheckpoints s3:AbortMultipartUpload",
            "only when a checkpoint's file of several parts cannot be written to its end",
            "MarkDirectories s3:PutObject",
            "ValidateIT: when validate --connect has removed what it wrote",
            "AnnounceFiles kinesis:DescribeStreamSummary",
            "only validate --connect asks what the stream is",
            "SendDeadLetters sqs:GetQueueAttributes",
            "only validate --connect asks for the settings of that queue");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws Exception {
        Faults.clear();
        Events.writeSchema(directory);
    }

    @Test
    void aQueueIsWrittenToABucketWithThePolicyAloneThoughTasksFail() throws Exception {
        try (ElasticMqServer server = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket(BUCKET);
                PolicyGate gate = new PolicyGate("")) {
            QueueUrl url = server.createQueue("events");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, EVENTS, id -> id == BAD ? "bad" : Events.event(id));
            }
            QueueUrl dead = server.createQueue("dead");
            URI sqs = gate.before(server.endpoint());
            String letters =
                    """
                      sqs:
                        queue-url: %s
                        endpoint: %s
                        region: us-east-1
                    """
                            .formatted(dead, sqs);
            String source =
                    """
                      sqs:
                        queue-url: %s
                        endpoint: %s
                        region: us-east-1
                        mode: drain
                        wait-time: 200 ms
                        drain-check-interval: 200 ms
                        close-timeout: 1 s
                        visibility-timeout: 4 s
                        max-in-flight: 1000
                    """
                            .formatted(url, sqs);
            PipelineConfig config = config(source, gate.before(s3.endpoint()), "{}", letters);
            PolicyDocument policy = policy(config);
            gate.enforce(policy);
            Faults.at(Faults.Point.BEFORE_BARRIER, 1, 1_001);
            Faults.at(Faults.Point.DURING_COMMIT, 1, 5);

            run(config, s3);

            assertEachOnce(s3);
            assertThat(s3.keys(BUCKET))
                    .as("dead letters")
                    .anyMatch(key -> key.startsWith("dead/") && key.endsWith(".jsonl"));
            assertExact(policy, gate);
        }
    }

    @Test
    void aStreamIsWrittenAndAnnouncedWithThePolicyAloneThoughCallsAndTasksFail() throws Exception {
        KinesisFault[] faults = {KinesisFault.THROTTLED, KinesisFault.INTERNAL, KinesisFault.UNAVAILABLE};
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"));
                FaultyKinesis faulty = FaultyKinesis.before(server.endpoint());
                S3Server s3 = S3Server.start().withBucket(BUCKET);
                PolicyGate gate = new PolicyGate("events")) {
            server.createStream("events", 2);
            server.createStream("commits", 1);
            writeWideSchema();
            StreamProducer.put(server, "events", 0, EVENTS, id -> id == BAD ? "bad" : wide(id));
            faulty.every(4, "GetRecords", KinesisFault.THROTTLED, KinesisFault.EXPIRED_ITERATOR, KinesisFault.INTERNAL);
            // As long as the first files need to be given up, and kept for later.
            for (int i = 0; i < 6; i++) {
                faulty.next("PutRecords", faults);
            }
            URI kinesis = gate.before(faulty.endpoint());
            String source =
                    """
                      kinesis:
                        stream: events
                        endpoint: %s
                        region: us-east-1
                        until: start
                    """
                            .formatted(kinesis);
            String announce =
                    """

                      timeout: 1 s
                      on-failure: defer
                      kinesis:
                        stream: commits
                        endpoint: %s
                        region: us-east-1
                        large-payload-threshold: 1 KiB
                        large-payload-path: s3://lake/payloads
                    """
                            .formatted(kinesis);
            PipelineConfig config = config(source, gate.before(s3.endpoint()), announce, "");
            PolicyDocument policy = policy(config);
            gate.enforce(policy);
            Faults.at(Faults.Point.BEFORE_BARRIER, 1, 1_001);
            Faults.at(Faults.Point.DURING_COMMIT, 1, 5);

            run(config, s3);

            assertEachOnce(s3);
            assertExact(policy, gate);
        }
    }

    @Test
    void aStreamIsReadThroughAConsumerOfItsOwnWithThePolicyAlone() throws Exception {
        try (KinesisLocalServer server = KinesisLocalServer.start(directory.resolve("server"));
                S3Server s3 = S3Server.start().withBucket(BUCKET);
                PolicyGate gate = new PolicyGate("events")) {
            server.createStream("events", 2);
            StreamProducer.put(server, "events", 0, EVENTS, id -> id == BAD ? "bad" : Events.event(id));
            String source =
                    """
                      kinesis:
                        stream: events
                        endpoint: %s
                        region: us-east-1
                        until: start
                        reader-type: efo
                        efo:
                          consumer-name: millrace
                    """
                            .formatted(gate.before(server.endpoint()));
            PipelineConfig config = config(source, gate.before(s3.endpoint()), "{}", "");
            PolicyDocument policy = policy(config);
            gate.enforce(policy);

            run(config, s3);

            assertEachOnce(s3);
            assertExact(policy, gate);
        }
    }

    private static PolicyDocument policy(PipelineConfig config) throws Exception {
        return PolicyDocument.parse(PipelinePolicy.of(config, PLACE).json());
    }

    private static void assertExact(PolicyDocument policy, PolicyGate gate) {
        assertThat(gate.unknown()).isEmpty();
        assertThat(gate.refused()).as("called and not in the policy").isEmpty();
        Set<String> unused = new TreeSet<>(policy.unused());
        unused.removeAll(RARE.keySet());
        assertThat(unused)
                .as(
                        "in the policy and not called; called was %s",
                        gate.allowed().stream()
                                .map(call -> call.operation() + " " + call.resource())
                                .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    private void assertEachOnce(S3Server s3) throws Exception {
        // The cluster removes the checkpoints of a job that has ended, and goes on trying when the store is gone by
        // then.
        // Marks of directories stay.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(s3.keys(BUCKET))
                        .as("checkpoints")
                        .noneMatch(key -> key.contains("/chk-") && !key.endsWith("/")));
        s3.download(BUCKET, "events", directory.resolve("events"));
        Events.assertEachOnce(directory.resolve("events"), EVENTS - 1);
        assertThat(s3.keys(BUCKET))
                .as("dead letters")
                .anyMatch(key -> key.startsWith("dead/") && key.endsWith(".jsonl"));
        assertThat(Faults.left()).as("failures that did not happen").isZero();
    }

    /** Bounds of so many columns of random text are more than the least that counts as a large announcement. */
    private void writeWideSchema() throws IOException {
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(column -> ", {\"name\": \"c" + column + "\", \"type\": \"string\"}")
                .collect(Collectors.joining());
        Path schema = directory.resolve("event.avsc");
        Files.writeString(schema, Files.readString(schema).replace("]}", columns + "]}"));
    }

    private static String wide(int id) {
        Random random = new Random(id);
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(column -> ", \"c%d\": \"%x\"".formatted(column, random.nextLong()))
                .collect(Collectors.joining());
        return Events.event(id).replace("}", columns + "}");
    }

    private PipelineConfig config(String source, URI s3, String announce, String letters) throws Exception {
        String yaml =
                """
                name: allowed
                parallelism: 2
                source:
                %sdecode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                    s3:
                      endpoint: %s
                      region: us-east-1
                      path-style: true
                      access-key: millrace
                      secret-key: not-a-secret
                announce: %s
                dead-letter:
                  path: s3://lake/dead
                %scheckpoint:
                  interval: 300 ms
                  directory: s3://lake/of/this/state
                """
                        .formatted(source, s3, announce, letters);
        return ConfigLoader.parse(yaml, "allowed.yaml", Map.of(), variable -> null);
    }

    private void run(PipelineConfig config, S3Server s3) throws Exception {
        s3.asFlinksS3(config.output().files().s3());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> Faults.chance(Faults.Point.DURING_COMMIT)));
        Configuration impatient = new Configuration();
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMillis(1100));
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 30);
        env.configure(impatient);
        env.execute();
    }
}
