package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a call that failed for a passing reason is repeated. The pause before attempt {@code n + 1} is random between zero
 * and {@code min(maxDelay, baseDelay × 2^(n-1))} (full jitter), so that many readers do not return at the same moment.
 */
public record RetryConfig(
        @Key(
                        doc =
                                "How often a call is tried altogether before its failure counts; 1 never repeats it. One that is refused because there were too many counts half.",
                        value = "8",
                        min = "1",
                        max = "100")
                int attempts,
        @Key(doc = RetryConfig.BASE_DELAY, value = "100 ms", min = "1 ms", max = "1 min") Duration baseDelay,
        @Key(doc = RetryConfig.MAX_DELAY, value = "5 s", min = "1 ms", max = "10 min") Duration maxDelay)
        implements Serializable {

    static final String BASE_DELAY =
            "The longest pause before the second attempt. It doubles with each further one; each pause is a random part of it. Ten times as long after a call that is refused because there were too many.";

    static final String MAX_DELAY = "The longest pause between two attempts.";

    public RetryConfig {
        checkDelays(baseDelay, maxDelay);
    }

    /** These pauses for as long as it takes; something else ends the attempts. */
    static RetryConfig endless(Duration baseDelay, Duration maxDelay) {
        return new RetryConfig(Integer.MAX_VALUE, baseDelay, maxDelay);
    }

    static void checkDelays(Duration baseDelay, Duration maxDelay) {
        if (maxDelay.compareTo(baseDelay) < 0) {
            throw new IllegalArgumentException("expected max-delay to be at least base-delay, but "
                    + Durations.format(maxDelay) + " is less than " + Durations.format(baseDelay));
        }
    }
}
