package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

/**
 * Cases that can be run.
 *
 * @param config what they are
 * @param locations where their keys stand
 */
public record LoadedCases(CasesConfig config, Locations locations) {

    public LoadedCases {
        requireNonNull(config, "config");
        requireNonNull(locations, "locations");
    }

    /** Where the case at {@code position}, counted from 0, begins. */
    public Location at(int position) {
        return locations.of("cases." + position + ".name");
    }
}
