package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final RetryConfig RETRY = new RetryConfig(4, Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void theLongestPauseDoublesUpToItsCap() {
        Backoff longest = new Backoff(RETRY, () -> Math.nextDown(1.0));

        assertThat(longest.pauseMillis(1, Trouble.PASSING)).isEqualTo(100);
        assertThat(longest.pauseMillis(2, Trouble.PASSING)).isEqualTo(200);
        assertThat(longest.pauseMillis(6, Trouble.PASSING)).isEqualTo(3200);
        assertThat(longest.pauseMillis(7, Trouble.PASSING)).isEqualTo(5000);
        assertThat(longest.pauseMillis(1_000_000, Trouble.PASSING)).isEqualTo(5000);
    }

    @Test
    void afterThrottlingItBeginsTenTimesAsLong() {
        Backoff longest = new Backoff(RETRY, () -> Math.nextDown(1.0));

        assertThat(longest.pauseMillis(1, Trouble.THROTTLED)).isEqualTo(1000);
        assertThat(longest.pauseMillis(2, Trouble.THROTTLED)).isEqualTo(2000);
        assertThat(longest.pauseMillis(4, Trouble.THROTTLED)).isEqualTo(5000);
    }

    @Test
    void everyPartOfThePauseIsAsLikely() {
        assertThat(new Backoff(RETRY, () -> 0.0).pauseMillis(3, Trouble.PASSING))
                .isZero();
        assertThat(new Backoff(RETRY, () -> 0.5).pauseMillis(3, Trouble.PASSING))
                .isEqualTo(200);
    }

    @Property
    void noPauseIsLongerThanItsAttemptAllowsOrThanTheCap(
            @ForAll @LongRange(min = 1, max = 60_000) long base,
            @ForAll @LongRange(min = 0, max = 540_000) long more,
            @ForAll @IntRange(min = 1, max = 1000) int attempt,
            @ForAll Trouble trouble,
            @ForAll long seed) {
        RetryConfig retry = new RetryConfig(8, Duration.ofMillis(base), Duration.ofMillis(base + more));
        long pause = new Backoff(retry, new Random(seed)::nextDouble).pauseMillis(attempt, trouble);

        double allowed = base * (trouble == Trouble.THROTTLED ? 10 : 1) * Math.pow(2, attempt - 1);
        assertThat((double) pause).isBetween(0.0, Math.min(allowed, base + more));
    }

    @Property
    void thereAreAsManyAttemptsAsConfiguredOfWhichThrottledOnesCountHalf(
            @ForAll @IntRange(min = 1, max = 20) int configured, @ForAll @Size(max = 60) List<Trouble> troubles) {
        Attempts attempts = new Attempts(
                new Backoff(new RetryConfig(configured, Duration.ofMillis(1), Duration.ofMillis(1)), () -> 0.0));
        double used = 0;
        for (Trouble trouble : troubles) {
            boolean another = attempts.failed(trouble);
            used += trouble == Trouble.THROTTLED ? 0.5 : 1;
            assertThat(another).isEqualTo(trouble != Trouble.PERMANENT && configured > 1 && used < configured);
        }
        assertThat(attempts.failures()).isEqualTo(troubles.size());

        attempts.progressed();
        assertThat(attempts.failures()).isZero();
        assertThat(attempts.failed(Trouble.PASSING)).isEqualTo(configured > 1);
    }
}
