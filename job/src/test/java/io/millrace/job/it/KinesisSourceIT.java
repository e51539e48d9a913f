package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.KinesaliteServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream that is split and merged while it is read, from a real Kinesis server through the whole job. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class KinesisSourceIT {

    private static final String STREAM = "events";
    private static final int BEFORE = 80_000;
    private static final int RECORDS = 200_000;

    /** Rows in committed files, over all attempts. */
    private static final AtomicLong COMMITTED = new AtomicLong();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private KinesaliteServer server;

    @BeforeEach
    void start() throws Exception {
        server = KinesaliteServer.start(directory.resolve("server"));
        server.createStream(STREAM, 4);
        Events.writeSchema(directory);
        Faults.clear();
        COMMITTED.set(0);
        Evidence.collectFor(directory.resolve("checkpoints"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyRecordIsInTheFilesOnceThoughShardsChangeAndTasksFailAndTheJobIsRescaled() throws Exception {
        StreamProducer.put(server, STREAM, 0, BEFORE, Events::event);
        Faults.at(Faults.Point.BEFORE_BARRIER, 4, 21_001);
        Faults.at(Faults.Point.AFTER_SNAPSHOT, 3, 7);
        Faults.at(Faults.Point.DURING_COMMIT, 3, 9);

        JobClient job = environment(2, "", null).executeAsync();
        putWhileShardsChange();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> COMMITTED.get() >= RECORDS / 2 && Faults.left() == 0);
        // A task that is just starting again cannot take part in one.
        String savepoint = Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> stop(job), path -> path != null);
        environment(1, "until: start", savepoint).execute();

        assertThat(Faults.left()).as("failures that never happened").isZero();
        Events.assertEachOnce(directory.resolve("out"), RECORDS);
        assertThat(directory.resolve("dead")).doesNotExist();
    }

    private String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(false, directory.resolve("savepoint").toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    private void putWhileShardsChange() {
        int from = BEFORE;
        for (int round = 0; round < 6; round++) {
            List<Shard> open = server.openShards(STREAM);
            if (round % 2 == 0) {
                server.split(STREAM, open.get(round % open.size()));
            } else {
                server.merge(STREAM, open.get(0), open.get(1));
            }
            int to = from + (RECORDS - BEFORE) / 6;
            StreamProducer.put(server, STREAM, from, to, Events::event);
            from = to;
        }
        assertThat(from).isEqualTo(RECORDS);
    }

    private StreamExecutionEnvironment environment(int parallelism, String more, String savepoint) throws Exception {
        String yaml =
                """
                name: kinesis
                parallelism: %d
                source:
                  kinesis:
                    stream: %s
                    endpoint: %s
                    max-record-count: 1000
                    get-records-interval: 20 ms
                    idle-interval: 50 ms
                    discovery-interval: 500 ms
                    %s
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
                                parallelism,
                                STREAM,
                                server.endpoint(),
                                more,
                                directory.resolve("out"),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        PipelineConfig config = ConfigLoader.parse(yaml, "kinesis.yaml", Map.of(), variable -> null);
        Configuration settings = new Configuration();
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        Pipeline.build(
                env,
                config,
                SchemaLoader.in(directory),
                PipelineEnds.of(config, lines -> {})
                        .withSource(WatchedSource::new)
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
