package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {

    @TempDir
    private Path directory;

    @Test
    void aJobFinishesExactlyAlthoughOneOfItsTaskManagersIsKilled() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "500 ms");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));

        try (FlinkCluster cluster = FlinkCluster.start(directory.resolve("cluster"), 2, 1, configuration, Map.of())) {
            cluster.explaining(() -> killAndFinish(cluster, configuration));
        }

        Map<String, Integer> rows = rows();
        assertThat(rows).hasSize(40_000);
        assertThat(rows.values()).containsOnly(1);
    }

    private void killAndFinish(FlinkCluster cluster, Configuration configuration) throws Exception {
        JobClient job = submit(cluster.environment(configuration));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !rows().isEmpty());

        cluster.killTaskManager(cluster.taskManagers().get(0));
        cluster.startTaskManager();

        job.getJobExecutionResult().get(2, TimeUnit.MINUTES);
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FINISHED);
    }

    private JobClient submit(StreamExecutionEnvironment environment) throws Exception {
        var numbers = new DataGeneratorSource<Long>(
                number -> number, 40_000, RateLimiterStrategy.perSecond(2_000), Types.LONG);
        environment.setParallelism(2);
        environment
                .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(
                                        directory.resolve("out").toUri()),
                                new SimpleStringEncoder<Long>())
                        .build());
        return environment.executeAsync("kill -9");
    }

    private Map<String, Integer> rows() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        Path out = directory.resolve("out");
        if (!Files.exists(out)) {
            return rows;
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(out)) {
            files = tree.filter(path -> path.getFileName().toString().matches("part-[^.]*"))
                    .toList();
        }
        for (Path file : files) {
            Files.readAllLines(file).forEach(line -> rows.merge(line, 1, Integer::sum));
        }
        return rows;
    }
}
