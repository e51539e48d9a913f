package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.config.AnnounceConfig;
import io.millrace.job.config.AnnounceConfig.OnFailure;
import io.millrace.job.config.AnnounceRetryConfig;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private static final IOException PASSING = new IOException("disk full");
    private static final KinesisException THROTTLED =
            new KinesisException(KinesisException.Kind.THROTTLED, "code", "Rate exceeded", null);

    private final ManualClock clock = new ManualClock();

    @Test
    void thePausesAreThoseOfThePolicy() throws Exception {
        Patience patience = patience(Integer.MAX_VALUE, Duration.ofMinutes(10));

        assertThat(patience.pauseMillis(PASSING, "writing")).isEqualTo(100);
        assertThat(patience.pauseMillis(PASSING, "writing")).isEqualTo(200);
        assertThat(patience.pauseMillis(THROTTLED, "writing")).isEqualTo(4000);
        assertThat(patience.pauseMillis(PASSING, "writing")).isEqualTo(800);

        patience.progressed();
        assertThat(patience.pauseMillis(PASSING, "writing")).isEqualTo(100);
    }

    @Test
    void theLastPauseEndsWithTheTimeAndAnotherFailureIsTheEnd() throws Exception {
        Patience patience = patience(Integer.MAX_VALUE, Duration.ofSeconds(60));
        for (int i = 0; i < 200; i++) {
            assertThat(patience.pauseMillis(PASSING, "writing")).isBetween(1L, 10_000L);
        }
        clock.advance(Duration.ofSeconds(59));
        assertThat(patience.pauseMillis(PASSING, "writing")).isEqualTo(1000);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> patience.pauseMillis(PASSING, "writing"))
                .isInstanceOf(IOException.class)
                .hasMessage("writing failed 202 times, for which there are 60000 ms; the last time: disk full")
                .hasCause(PASSING);
    }

    @Test
    void withoutATimeTheNumberAloneEndsIt() throws Exception {
        Patience patience = patience(3, null);
        patience.pauseMillis(PASSING, "putting");
        clock.advance(Duration.ofDays(1));
        patience.pauseMillis(PASSING, "putting");

        assertThatThrownBy(() -> patience.pauseMillis(PASSING, "putting"))
                .isInstanceOf(IOException.class)
                .hasMessage("putting failed 3 times; the last time: disk full")
                .hasCause(PASSING);
    }

    @Test
    void thePausesOfAnAnnouncementAreThoseOfItsConfiguration() throws Exception {
        Duration shortest = Duration.ofMillis(1);
        Patience patience = Announcements.patience(new AnnounceConfig(
                true, null, Duration.ofMinutes(30), new AnnounceRetryConfig(shortest, shortest), OnFailure.FAIL));

        for (int i = 0; i < 1000; i++) {
            assertThat(patience.pauseMillis(THROTTLED, "putting")).isBetween(0L, 1L);
        }
    }

    private Patience patience(int attempts, Duration timeout) {
        return new Patience(
                new Backoff(
                        new RetryConfig(attempts, Duration.ofMillis(100), Duration.ofSeconds(10)),
                        () -> Math.nextDown(1.0)),
                timeout,
                () -> clock.millis() * 1_000_000);
    }
}
