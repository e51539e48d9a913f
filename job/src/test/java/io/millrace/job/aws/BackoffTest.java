package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.RetryConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final RetryConfig RETRY = new RetryConfig(4, Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void theLongestPauseDoublesUpToItsCap() {
        Backoff longest = new Backoff(RETRY, () -> Math.nextDown(1.0));

        assertThat(longest.pauseMillis(1)).isEqualTo(100);
        assertThat(longest.pauseMillis(2)).isEqualTo(200);
        assertThat(longest.pauseMillis(6)).isEqualTo(3200);
        assertThat(longest.pauseMillis(7)).isEqualTo(5000);
        assertThat(longest.pauseMillis(1_000_000)).isEqualTo(5000);
    }

    @Test
    void everyPartOfThePauseIsAsLikely() {
        assertThat(new Backoff(RETRY, () -> 0.0).pauseMillis(3)).isZero();
        assertThat(new Backoff(RETRY, () -> 0.5).pauseMillis(3)).isEqualTo(200);
    }

    @Test
    void theLastAttemptIsTheConfiguredOne() {
        Backoff backoff = new Backoff(RETRY, () -> 0.0);

        assertThat(backoff.isLast(3)).isFalse();
        assertThat(backoff.isLast(4)).isTrue();
        assertThat(backoff.isLast(5)).isTrue();
    }
}
