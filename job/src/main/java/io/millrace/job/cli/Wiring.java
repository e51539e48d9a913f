package io.millrace.job.cli;

import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.UnfitException;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a local run runs. */
@FunctionalInterface
interface Wiring {

    /**
     * Puts a pipeline's operators into an environment.
     *
     * @param file the pipeline's, for what it names relative to itself
     * @throws UnfitException when parts of the pipeline do not fit each other
     */
    void build(StreamExecutionEnvironment env, PipelineConfig config, Path file) throws Exception;

    /**
     * Starts what accompanies the job.
     *
     * @param directory of this pipeline, for state of its own
     */
    default Companion accompany(PipelineConfig config, Path directory) throws Exception {
        return Companion.NONE;
    }
}
