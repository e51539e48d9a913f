// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code source.sqs.retry} or {@code source.kinesis.retry}. */
public final class RetryBuilder extends SectionBuilder<RetryConfig> {

    RetryBuilder() {}

    /**
     * {@code attempts}: How often a call is tried altogether before its failure counts; 1 never repeats it. One that is
     * refused because there were too many counts half. Between 1 and 100. Default: {@code 8}.
     */
    public RetryBuilder attempts(int attempts) {
        value("attempts", attempts);
        return this;
    }

    /**
     * {@code base-delay}: The longest pause before the second attempt. It doubles with each further one; each pause is
     * a random part of it. Ten times as long after a call that is refused because there were too many. Between 1 ms and
     * 1 min. Default: {@code 100 ms}.
     */
    public RetryBuilder baseDelay(Duration baseDelay) {
        value("base-delay", baseDelay);
        return this;
    }

    /** {@code max-delay}: The longest pause between two attempts. Between 1 ms and 10 min. Default: {@code 5 s}. */
    public RetryBuilder maxDelay(Duration maxDelay) {
        value("max-delay", maxDelay);
        return this;
    }
}
