// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code dead-letter.breaker}. */
public final class BreakerBuilder extends SectionBuilder<BreakerConfig> {

    BreakerBuilder() {}

    /**
     * {@code max-share}: The share of rejected records, between 0 and 1, above which the job stops; 1 never stops it.
     * Between 0 and 1. Default: {@code 0.5}.
     */
    public BreakerBuilder maxShare(double maxShare) {
        value("max-share", maxShare);
        return this;
    }

    /**
     * {@code window}: How many records of a stage's parallel instance are looked at together. Between 10 and 10000000.
     * Default: {@code 1000}.
     */
    public BreakerBuilder window(int window) {
        value("window", window);
        return this;
    }
}
