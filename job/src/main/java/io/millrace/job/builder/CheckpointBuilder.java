// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.CheckpointConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code checkpoint}. */
public final class CheckpointBuilder extends SectionBuilder<CheckpointConfig> {

    CheckpointBuilder() {}

    /**
     * {@code interval}: The time between two checkpoints, and so the time after which rows become visible in files.
     * Between 100 ms and 1 h. Default: {@code 10 s}.
     */
    public CheckpointBuilder interval(Duration interval) {
        value("interval", interval);
        return this;
    }

    /**
     * {@code timeout}: How long a checkpoint may take before it is given up. Between 1 s and 24 h. Default: {@code 10
     * min}.
     */
    public CheckpointBuilder timeout(Duration timeout) {
        value("timeout", timeout);
        return this;
    }

    /**
     * {@code directory}: Where checkpoints and savepoints are kept: a local path, {@code s3://} or {@code gs://}.
     * Default for a local run: {@code .millrace/state/NAME} where the run is started.
     */
    public CheckpointBuilder directory(String directory) {
        value("directory", directory);
        return this;
    }

    /**
     * {@code tolerable-failures}: How many failed checkpoints in a row are tolerated before the job restarts. Between 0
     * and 1000. Default: {@code 3}.
     */
    public CheckpointBuilder tolerableFailures(int tolerableFailures) {
        value("tolerable-failures", tolerableFailures);
        return this;
    }

    /**
     * {@code restarts}: How often a failed job restarts before it gives up, each time after a growing pause; counted
     * anew after 10 min without a failure. 0: the first failure ends it. Between 0 and 1000000. Default: {@code 10}.
     */
    public CheckpointBuilder restarts(int restarts) {
        value("restarts", restarts);
        return this;
    }
}
