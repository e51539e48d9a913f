package io.millrace.job.aws;

import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * What the SDK may try again by itself: a failure that is over in an instant. Patience belongs to the caller, who can be
 * stopped, counts, and is configured: {@link Backoff}.
 */
final class QuickAttempts {

    private static final int ATTEMPTS = 3;

    private QuickAttempts() {}

    /** After whatever the SDK takes for passing. */
    static RetryStrategy usual() {
        return builder(ATTEMPTS).build();
    }

    static StandardRetryStrategy.Builder builder(int attempts) {
        return DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(attempts);
    }
}
