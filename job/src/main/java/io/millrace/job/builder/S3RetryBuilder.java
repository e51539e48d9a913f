// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.S3RetryConfig;
import io.millrace.job.config.SectionBuilder;
import java.time.Duration;

/** What is said of {@code source.files.s3.retry} or {@code output.files.s3.retry}. */
public final class S3RetryBuilder extends SectionBuilder<S3RetryConfig> {

    S3RetryBuilder() {}

    /**
     * {@code attempts}: How often a call is tried altogether before its failure counts; 1 never repeats it. Between 1
     * and 100. Default: {@code 8}.
     */
    public S3RetryBuilder attempts(int attempts) {
        value("attempts", attempts);
        return this;
    }

    /**
     * {@code base-delay}: The pause before the second attempt, give or take a half at random. It doubles with each
     * further one, and has no limit. Between 1 ms and 1 min. Default: {@code 500 ms}.
     */
    public S3RetryBuilder baseDelay(Duration baseDelay) {
        value("base-delay", baseDelay);
        return this;
    }
}
