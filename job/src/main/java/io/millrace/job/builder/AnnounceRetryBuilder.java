// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AnnounceRetryConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code announce.retry}. */
public final class AnnounceRetryBuilder extends SectionBuilder<AnnounceRetryConfig> {

    AnnounceRetryBuilder() {}

    /**
     * {@code base-delay}: The longest pause before the second attempt. It doubles with each further one; each pause is
     * a random part of it. Ten times as long after a call that is refused because there were too many. Between 1 ms and
     * 1 min. Default: {@code 100 ms}.
     */
    public AnnounceRetryBuilder baseDelay(Duration baseDelay) {
        value("base-delay", baseDelay);
        return this;
    }

    /** {@code max-delay}: The longest pause between two attempts. Between 1 ms and 10 min. Default: {@code 10 s}. */
    public AnnounceRetryBuilder maxDelay(Duration maxDelay) {
        value("max-delay", maxDelay);
        return this;
    }
}
