package io.millrace.job.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.S3FileSystem;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.EffectiveConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.ForwardProxy;
import io.millrace.job.testkit.S3Server;
import io.millrace.job.testkit.StsServer;
import io.millrace.job.testkit.WholeLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline whose queue and store are reached as a role, which another party owns, through a proxy that wants a password:
 * it works, and none of its secrets is found anywhere afterwards.
 */
final class SecretsIT {

    private static final int MESSAGES = 500;
    private static final String PASSWORD = "planted-password";
    private static final String TOKEN = "planted-session-token";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void aPipelineWorksAsItsRolesThroughItsProxyAndTellsNoSecret() throws Exception {
        try (WholeLog log = new WholeLog();
                ElasticMqServer mq = ElasticMqServer.start();
                S3Server s3 = S3Server.start().withBucket("lake");
                StsServer sts =
                        StsServer.giving(s3.config().accessKey(), s3.config().secretKey(), TOKEN);
                ForwardProxy proxy = ForwardProxy.start("me", PASSWORD)) {
            QueueUrl url = mq.createQueue("events");
            try (SqsQueue queue = mq.open(url)) {
                Producer.send(queue, MESSAGES, Events::event);
            }
            PipelineConfig config = config(url, mq, s3, sts, proxy);
            S3FileSystem.load(S3Server.plugins(), config.objectStore(), S3FileSystem.settings(config.objectStore()));

            String savepoint = run(config, s3);

            s3.download("lake", "events", directory.resolve("events"));
            Events.assertEachOnce(directory.resolve("events"), MESSAGES);
            assertThat(proxy.served())
                    .contains(
                            mq.endpoint().getAuthority(),
                            s3.endpoint().getAuthority(),
                            sts.endpoint().getAuthority());
            assertThat(sts.asked())
                    .extracting(call -> call.get("RoleSessionName"))
                    .contains("queue", "store");

            assertThat(Path.of(URI.create(savepoint))).isNotEmptyDirectory();
            assertThat(log.text()).contains("RUNNING");
            for (String secret : List.of(
                    PASSWORD,
                    Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(UTF_8)),
                    TOKEN,
                    StsServer.EXTERNAL_ID,
                    s3.config().secretKey())) {
                assertThat(EffectiveConfig.yaml(config)).doesNotContain(secret);
                assertThat(config.toString()).doesNotContain(secret);
                assertThat(log.text()).as("the log").doesNotContain(secret);
                assertNotBelow(directory.resolve("state"), secret);
            }
        } finally {
            S3FileSystem.load(S3Server.plugins(), new Configuration());
        }
    }

    /** Until every message is in a visible file; gives the savepoint with which it then stops. */
    private String run(PipelineConfig config, S3Server s3) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        JobClient job = env.executeAsync();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> written(s3) == MESSAGES);
        return job.stopWithSavepoint(
                        false, directory.resolve("state/savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private long written(S3Server s3) throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        s3.download("lake", "events", copy);
        return Events.count(copy);
    }

    private static void assertNotBelow(Path state, String secret) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    private PipelineConfig config(QueueUrl url, ElasticMqServer mq, S3Server s3, StsServer sts, ForwardProxy proxy)
            throws Exception {
        Events.writeSchema(directory);
        String yaml =
                """
                name: secrets
                parallelism: 2
                source:
                  sqs:
                    queue-url: ${QUEUE}
                    endpoint: ${MQ}
                    wait-time: 200 ms
                    close-timeout: 1 s
                    client:
                      assume-role:
                        arn: ${ROLE}
                        session-name: queue
                        external-id: ${EXTERNAL_ID}
                        endpoint: ${STS}
                      proxy:
                        url: ${PROXY}
                        username: me
                        password: ${PASSWORD}
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: s3://lake/events
                    s3:
                      endpoint: ${S3}
                      path-style: true
                      access-key: AKIAOWN
                      secret-key: ${PASSWORD}
                      client:
                        assume-role:
                          arn: ${ROLE}
                          session-name: store
                          external-id: ${EXTERNAL_ID}
                          endpoint: ${STS}
                        proxy:
                          url: ${PROXY}
                          username: me
                          password: ${PASSWORD}
                dead-letter:
                  path: s3://lake/dead-letters
                checkpoint:
                  interval: 1 s
                  directory: ${STATE}
                """;
        Map<String, String> variables = Map.of(
                "QUEUE", url.value(),
                "MQ", mq.endpoint().toString(),
                "S3", s3.endpoint().toString(),
                "STS", sts.endpoint().toString(),
                "PROXY", proxy.url().toString(),
                "ROLE", StsServer.ROLE,
                "EXTERNAL_ID", StsServer.EXTERNAL_ID,
                "PASSWORD", PASSWORD,
                "STATE", directory.resolve("state/checkpoints").toString());
        return ConfigLoader.parse(yaml, "secrets.yaml", Map.of(), variables::get);
    }
}
