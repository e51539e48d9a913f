package io.millrace.job.pipeline;

import io.millrace.job.config.CheckpointConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.dedup.StateBackendChoice;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the guarantee needs of Flink: aligned exactly-once checkpoints that outlive the job, and restarts that give up
 * in the end. They are set by the job, over whatever the cluster's configuration says.
 */
final class JobSettings {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** After this long without a failure the pauses begin at the first again, and the attempts are counted anew. */
    private static final Duration CALM = Duration.ofMinutes(10);

    private JobSettings() {}

    static void apply(StreamExecutionEnvironment env, PipelineConfig config) {
        CheckpointConfig checkpoint = config.checkpoint();
        Configuration settings = own(config);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoint.interval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpoint.timeout());
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, checkpoint.tolerableFailures());
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (checkpoint.directory() != null) {
            // Flink's text of a path: without the escapes of a URI, which it would take for part of the name.
            String directory = new Path(checkpoint.directory().toUri()).toString();
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
            settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, directory);
        }

        setRestarts(settings, checkpoint.restarts());
        StateBackendChoice.of(config.deduplicate()).applyTo(settings);
        env.configure(settings);
        if (config.parallelism() != null) {
            env.setParallelism(config.parallelism());
        }
    }

    /** No more than a service lets a job set that decides of checkpoints and restarts itself. */
    static void applyOnService(StreamExecutionEnvironment env, PipelineConfig config) {
        env.configure(own(config));
    }

    private static Configuration own(PipelineConfig config) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, config.name().value());
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return settings;
    }

    /** Flink's pauses are for at least one restart; none at all is another strategy. */
    private static void setRestarts(Configuration settings, int restarts) {
        if (restarts == 0) {
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
            return;
        }
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, CALM);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, restarts);
    }
}
