package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The pauses between the attempts at sending a dead letter: those of {@link RetryConfig}, until {@code dead-letter.sqs.timeout}
 * is over.
 */
@Without(
        key = "attempts",
        because = "a letter is sent again until dead-letter.sqs.timeout is over, however often that is")
public record DeadLetterRetryConfig(
        @Key(doc = RetryConfig.BASE_DELAY, value = "100 ms", min = "1 ms", max = "1 min") Duration baseDelay,
        @Key(doc = RetryConfig.MAX_DELAY, value = "5 s", min = "1 ms", max = "10 min") Duration maxDelay)
        implements Serializable {

    public DeadLetterRetryConfig {
        RetryConfig.checkDelays(baseDelay, maxDelay);
    }

    /** The same without a limit of attempts. */
    public RetryConfig endless() {
        return RetryConfig.endless(baseDelay, maxDelay);
    }
}
