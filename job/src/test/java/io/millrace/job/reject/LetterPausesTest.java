package io.millrace.job.reject;

import static io.millrace.job.reject.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.Trouble;
import io.millrace.job.config.AwsClientConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.DeadLetterRetryConfig;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LetterPausesTest {

    private final ManualClock clock = new ManualClock();
    private final LetterPauses longest = new LetterPauses(
            new Backoff(
                    new RetryConfig(Integer.MAX_VALUE, Duration.ofMillis(100), Duration.ofSeconds(5)),
                    () -> Math.nextDown(1.0)),
            Duration.ofSeconds(60),
            this::nanoTime);

    @Test
    void afterEachFailureItIsTwiceAsLongUpToTheCap() {
        assertThat(longest.millisBefore(List.of(failed(1, Trouble.PASSING)))).isEqualTo(100);
        assertThat(longest.millisBefore(List.of(failed(2, Trouble.PASSING)))).isEqualTo(200);
        assertThat(longest.millisBefore(List.of(failed(1000, Trouble.PASSING)))).isEqualTo(5000);
    }

    @Test
    void afterThrottlingItIsTenTimesAsLongUpToTheCap() {
        assertThat(longest.millisBefore(List.of(failed(1, Trouble.THROTTLED)))).isEqualTo(1000);
        assertThat(longest.millisBefore(List.of(failed(2, Trouble.THROTTLED)))).isEqualTo(2000);
        assertThat(longest.millisBefore(List.of(failed(4, Trouble.THROTTLED)))).isEqualTo(5000);
    }

    @Test
    void onlyTheLastFailureSaysWhetherThereIsThrottling() {
        Letter letter = letter(0).failed(nanoTime(), Trouble.THROTTLED).failed(nanoTime(), Trouble.PASSING);

        assertThat(longest.millisBefore(List.of(letter))).isEqualTo(200);
    }

    @Test
    void aBatchWaitsAsItsSlowestLetter() {
        List<Letter> batch = List.of(failed(3, Trouble.PASSING), letter(1), failed(1, Trouble.THROTTLED));

        assertThat(longest.millisBefore(batch)).isEqualTo(4000);
    }

    @Test
    void whatHasNotFailedIsSentAtOnce() {
        assertThat(longest.millisBefore(List.of())).isZero();
        assertThat(longest.millisBefore(List.of(letter(0)))).isZero();
    }

    @Test
    void noPauseGoesBeyondTheTimeOfALetter() {
        Letter old = failed(1, Trouble.PASSING);
        clock.advance(Duration.ofSeconds(59));
        List<Letter> batch = List.of(old, failed(9, Trouble.PASSING));
        assertThat(longest.millisBefore(batch)).isEqualTo(1000);

        clock.advance(Duration.ofSeconds(2));
        assertThat(longest.millisBefore(batch)).isZero();
    }

    @Test
    void thePausesAreThoseOfTheConfiguration() {
        Duration shortest = Duration.ofMillis(1);
        LetterPauses configured = LetterPauses.of(new SqsDeadLetterConfig(
                new QueueUrl("http://localhost:9324/000000000000/dead"),
                null,
                null,
                ByteSize.parse("256 KiB"),
                Duration.ofMinutes(30),
                new DeadLetterRetryConfig(shortest, shortest),
                AwsClientConfig.USUAL));
        Letter letter = letter(0);
        for (int i = 0; i < 1000; i++) {
            letter = letter.failed(System.nanoTime(), Trouble.THROTTLED);
            assertThat(configured.millisBefore(List.of(letter))).isBetween(0L, 1L);
        }
    }

    private Letter failed(int times, Trouble trouble) {
        Letter letter = letter(0);
        for (int i = 0; i < times; i++) {
            letter = letter.failed(nanoTime(), trouble);
        }
        return letter;
    }

    private long nanoTime() {
        return clock.millis() * 1_000_000;
    }
}
