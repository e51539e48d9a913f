// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.DemoConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code demo}. */
public final class DemoBuilder extends SectionBuilder<DemoConfig> {

    DemoBuilder() {}

    /** {@code events}: How many different events are sent. Between 1 and 1000000000. Default: {@code 200000}. */
    public DemoBuilder events(long events) {
        value("events", events);
        return this;
    }

    /**
     * {@code seed}: The seed of the generator; each finished run adds one, so that no two runs send the same ids.
     * Default: {@code 1}.
     */
    public DemoBuilder seed(long seed) {
        value("seed", seed);
        return this;
    }

    /**
     * {@code resent-share}: The share of events that the producer sends twice, under the same event id. Between 0 and
     * 1. Default: {@code 0.03}.
     */
    public DemoBuilder resentShare(double resentShare) {
        value("resent-share", resentShare);
        return this;
    }

    /**
     * {@code bad-share}: The share of events that cannot be decoded or make no sense. Between 0 and 1. Default: {@code
     * 0.01}.
     */
    public DemoBuilder badShare(double badShare) {
        value("bad-share", badShare);
        return this;
    }

    /**
     * {@code idle-timeout}: How long the embedded queue outlives its last client. Between 1 s and 24 h. Default: {@code
     * 10 min}.
     */
    public DemoBuilder idleTimeout(Duration idleTimeout) {
        value("idle-timeout", idleTimeout);
        return this;
    }
}
