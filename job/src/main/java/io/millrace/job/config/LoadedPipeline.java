package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A pipeline that can be used.
 *
 * @param config its configuration
 * @param warnings what is doubtful about it, from the top of the file down
 * @param locations where its keys stand
 */
public record LoadedPipeline(PipelineConfig config, List<Problem> warnings, Locations locations) {

    public LoadedPipeline {
        requireNonNull(config, "config");
        warnings = List.copyOf(warnings);
        requireNonNull(locations, "locations");
    }

    /** What turned out to be wrong when the parts were put together, at the place of its key. */
    public Problem problem(UnfitException unfit) {
        return new Problem(locations.of(unfit.key()), unfit.key(), unfit.reason());
    }
}
