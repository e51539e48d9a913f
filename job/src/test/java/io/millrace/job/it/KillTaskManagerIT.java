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
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of separate processes, one of which is killed twice while messages are in every stage. */
final class KillTaskManagerIT {

    private static final int MESSAGES = 60_000;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void messagesOfAKilledTaskManagerComeOnceIntoTheFiles() throws Exception {
        Events.writeSchema(directory);
        try (ElasticMqServer server = ElasticMqServer.start();
                FlinkCluster cluster =
                        FlinkCluster.start(directory.resolve("cluster"), 2, 1, new Configuration(), Map.of())) {
            QueueUrl url = server.createQueue("events");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, MESSAGES, Events::event);
                cluster.explaining(() -> {
                    PipelineConfig config = config(server, url);
                    StreamExecutionEnvironment env = cluster.environment(new Configuration());
                    Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
                    JobClient job = env.executeAsync();

                    killOneWhen(cluster, queue, MESSAGES * 3 / 4);
                    killOneWhen(cluster, queue, MESSAGES / 3);
                    job.getJobExecutionResult().get(4, TimeUnit.MINUTES);
                });
                assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 0, 0));
            }
        }
        Events.assertEachOnce(directory.resolve("events"), MESSAGES);
        Verification.Totals account = Account.of(
                directory.resolve("events").toUri(),
                directory.resolve("dead-letters").toUri());
        assertThat(account.written()).isEqualTo(MESSAGES);
        assertThat(account.received()).isEqualTo(MESSAGES + account.duplicates());
    }

    private static void killOneWhen(FlinkCluster cluster, SqsQueue queue, long left) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> queue.counters().visible() <= left);
        cluster.killTaskManager(cluster.taskManagers().get(0));
        cluster.startTaskManager();
    }

    private PipelineConfig config(ElasticMqServer server, QueueUrl url) throws Exception {
        String yaml =
                """
                name: kill-task-manager
                parallelism: 2
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: drain
                    wait-time: 200 ms
                    drain-check-interval: 500 ms
                    visibility-timeout: 10 s
                    max-in-flight: 10000
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                announce: {}
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 1 s
                  directory: %s
                """
                        .formatted(
                                url,
                                server.endpoint(),
                                directory.resolve("events"),
                                directory.resolve("dead-letters"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "kill.yaml", Map.of(), variable -> null);
    }
}
