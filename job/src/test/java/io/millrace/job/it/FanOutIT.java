package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.EndingSubscriptions;
import io.millrace.job.testkit.KinesisLocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/** Records pushed through a consumer of the job's own, from a real Kinesis server. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class FanOutIT {

    private static final String STREAM = "events";
    private static final int FIRST = 3_000;
    private static final int RECORDS = 6_000;
    private static final AtomicLong COMMITTED = new AtomicLong();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @Test
    void everyPushedRecordIsInTheFilesOnceThoughTheShardCountChangesAndTasksFail() throws Exception {
        Events.writeSchema(directory);
        Faults.clear();
        COMMITTED.set(0);
        try (KinesisLocalServer server = KinesisLocalServer.start(directory.resolve("server"))) {
            server.createStream(STREAM, 2);
            StreamProducer.put(server, STREAM, 0, FIRST, Events::event);
            Faults.at(Faults.Point.BEFORE_BARRIER, 1, 1_501);
            Faults.at(Faults.Point.DURING_COMMIT, 1, 5);
            JobClient job = environment(server).executeAsync();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> COMMITTED.get() >= FIRST / 2);

            server.client()
                    .updateShardCount(request ->
                            request.streamName(STREAM).targetShardCount(4).scalingType(ScalingType.UNIFORM_SCALING));
            server.awaitActive(STREAM);
            StreamProducer.put(server, STREAM, FIRST, RECORDS, Events::event);

            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Faults.left() == 0 && rows() >= RECORDS);
            assertThat(server.client()
                            .listStreamConsumers(request -> request.streamARN(server.client()
                                    .describeStreamSummary(summary -> summary.streamName(STREAM))
                                    .streamDescriptionSummary()
                                    .streamARN()))
                            .consumers())
                    .singleElement()
                    .satisfies(consumer -> assertThat(consumer.consumerName()).isEqualTo("millrace"));
            job.cancel().get();
        }
        Events.assertEachOnce(directory.resolve("out"), RECORDS);
    }

    /** Rows in files that are visible: commits that fail half way are repeated, and so cannot be counted. */
    private long rows() throws IOException {
        return Events.count(directory.resolve("out"));
    }

    private StreamExecutionEnvironment environment(KinesisLocalServer server) throws Exception {
        String yaml =
                """
                name: fan-out
                parallelism: 2
                source:
                  kinesis:
                    stream: %s
                    endpoint: %s
                    reader-type: efo
                    efo:
                      consumer-name: millrace
                    discovery-interval: 500 ms
                decode:
                  schema: event.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %s
                dead-letter:
                  path: %s
                checkpoint:
                  interval: 300 ms
                  directory: %s
                """
                        .formatted(
                                STREAM,
                                server.endpoint(),
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "fan-out.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineEnds ends = PipelineEnds.of(config, lines -> {});
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                ends.withStream(EndingSubscriptions.of(ends.stream(), 6))
                        .withDecoders(FailingDecoders::new)
                        .withOnCommit(file -> {
                            Faults.chance(Faults.Point.DURING_COMMIT);
                            COMMITTED.addAndGet(file.rows());
                        }));
        Configuration impatient = new Configuration();
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMillis(1100));
        impatient.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 100);
        env.configure(impatient);
        return env;
    }
}
