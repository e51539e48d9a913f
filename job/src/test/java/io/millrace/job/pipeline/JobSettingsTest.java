package io.millrace.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.schema.SchemaLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.executiongraph.failover.ExponentialDelayRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.NoRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flink makes of the settings, made as a JobManager makes it. */
final class JobSettingsTest {

    @Test
    void withoutRestartsTheFirstFailureEndsTheJobWhateverTheClusterSays() throws Exception {
        RestartBackoffTimeStrategy strategy = restarts(0);

        assertThat(strategy).isInstanceOf(NoRestartBackoffTimeStrategy.class);
        strategy.notifyFailure(new IllegalStateException("first"));
        assertThat(strategy.canRestart()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000_000})
    void aFailedJobRestartsAfterAGrowingPause(int restarts) throws Exception {
        RestartBackoffTimeStrategy strategy = restarts(restarts);

        assertThat(strategy)
                .isInstanceOf(ExponentialDelayRestartBackoffTimeStrategy.class)
                .asString()
                .contains("attemptsBeforeResetBackoff=" + restarts);
        strategy.notifyFailure(new IllegalStateException("first"));
        assertThat(strategy.canRestart()).isTrue();
        assertThat(strategy.getBackoffTime()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/all state", "file:///data/all state", "/data/a%20b"})
    void checkpointsAreKeptInTheDirectoryThatIsWritten(String directory) throws Exception {
        Configuration job = settings("directory: '" + directory + "'", new Configuration());

        for (var option :
                List.of(CheckpointingOptions.CHECKPOINTS_DIRECTORY, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
            assertThat(new org.apache.flink.core.fs.Path(job.get(option)).getPath())
                    .isEqualTo(directory.replace("file://", ""));
        }
    }

    @Test
    void onAServiceThatDecidesOfTheRestAJobSetsItsNameAndObjectReuse() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        Map<String, String> before = new HashMap<>(((Configuration) env.getConfiguration()).toMap());
        PipelineConfig config = config("interval: 7 s");

        Pipeline.buildOnService(env, config, SchemaLoader.in(Path.of(".")), PipelineEnds.of(config, lines -> {}));

        Map<String, String> set = new HashMap<>(((Configuration) env.getConfiguration()).toMap());
        set.entrySet().removeAll(before.entrySet());
        assertThat(set).isEqualTo(Map.of("pipeline.name", "settings", "pipeline.object-reuse", "true"));
    }

    private static RestartBackoffTimeStrategy restarts(int restarts) throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        return RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
                        settings("restarts: " + restarts, cluster), cluster, true)
                .create();
    }

    private static PipelineConfig config(String checkpoint) throws Exception {
        String yaml =
                """
                name: settings
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                output:
                  stats: {}
                dead-letter:
                  path: dead-letters
                checkpoint:
                  %s
                """
                        .formatted(checkpoint);
        return ConfigLoader.parse(yaml, "settings.yaml", Map.of(), variable -> null);
    }

    private static Configuration settings(String checkpoint, Configuration cluster) throws Exception {
        PipelineConfig config = config(checkpoint);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        Pipeline.build(env, config, SchemaLoader.in(Path.of(".")), PipelineEnds.of(config, lines -> {}));
        return env.getStreamGraph().getJobGraph().getJobConfiguration();
    }
}
