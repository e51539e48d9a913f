package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** The pauses between the attempts at an announcement: those of {@link RetryConfig}, until {@code announce.timeout} is over. */
@Without(key = "attempts", because = "an announcement is tried until announce.timeout is over, however often that is")
public record AnnounceRetryConfig(
        @Key(doc = RetryConfig.BASE_DELAY, value = "100 ms", min = "1 ms", max = "1 min") Duration baseDelay,
        @Key(doc = RetryConfig.MAX_DELAY, value = "10 s", min = "1 ms", max = "10 min") Duration maxDelay)
        implements Serializable {

    public AnnounceRetryConfig {
        RetryConfig.checkDelays(baseDelay, maxDelay);
    }

    /** The same without a limit of attempts. */
    public RetryConfig endless() {
        return RetryConfig.endless(baseDelay, maxDelay);
    }
}
