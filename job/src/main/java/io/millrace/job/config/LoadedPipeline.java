package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A pipeline that can be used.
 *
 * @param config its configuration
 * @param warnings what is doubtful about it, from the top of the file down
 */
public record LoadedPipeline(PipelineConfig config, List<Problem> warnings) {

    public LoadedPipeline {
        requireNonNull(config, "config");
        warnings = List.copyOf(warnings);
    }
}
