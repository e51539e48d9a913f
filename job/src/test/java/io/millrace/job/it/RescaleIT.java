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
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job is stopped with a savepoint in the middle of a full queue, and goes on with another parallelism. */
final class RescaleIT {

    private static final int MESSAGES = 30_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void oneTwoOneFromSavepointsLosesAndDoublesNothing() throws Exception {
        Events.writeSchema(directory);
        try (ElasticMqServer server = ElasticMqServer.start()) {
            QueueUrl url = server.createQueue("events");
            try (SqsQueue queue = server.open(url)) {
                Producer.send(queue, MESSAGES, Events::event);
                String first = runUntil(queue, MESSAGES * 2 / 3, config(server, url, 1, "continuous"), null);
                String second = runUntil(queue, MESSAGES / 3, config(server, url, 2, "continuous"), first);
                start(config(server, url, 1, "drain"), second)
                        .getJobExecutionResult()
                        .get(2, TimeUnit.MINUTES);
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

    /** Runs the job until at most {@code left} messages wait in the queue, then stops it; returns the savepoint. */
    private String runUntil(SqsQueue queue, long left, PipelineConfig config, String from) throws Exception {
        JobClient job = start(config, from);
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

    private PipelineConfig config(ElasticMqServer server, QueueUrl url, int parallelism, String mode) throws Exception {
        String yaml =
                """
                name: rescale
                parallelism: %d
                source:
                  sqs:
                    queue-url: %s
                    endpoint: %s
                    mode: %s
                    wait-time: 200 ms
                    drain-check-interval: 200 ms
                    close-timeout: 2 s
                    max-in-flight: 3000
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
                  interval: 500 ms
                  directory: %s
                """
                        .formatted(
                                parallelism,
                                url,
                                server.endpoint(),
                                mode,
                                directory.resolve("events"),
                                directory.resolve("dead-letters"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "rescale.yaml", Map.of(), variable -> null);
    }
}
