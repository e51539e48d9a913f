package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.RateMeter.Rates;
import io.millrace.job.config.PipelineName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HealthTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Health health =
            new Health(new PipelineName("orders"), Duration.ofSeconds(10), Duration.ofMinutes(1), nanos::get);

    @Test
    void aRunThatStartsIsLiveAndNotYetReady() {
        assertThat(health.live().well()).isTrue();
        assertThat(health.ready().well()).isFalse();
        assertThat(health.ready().json())
                .containsEntry("status", "down")
                .containsEntry("reason", "the job is starting")
                .containsEntry("pipeline", "orders");
    }

    @Test
    void aJobThatCompletesItsCheckpointsIsReadyAndTellsThem() {
        health.seen(progress("running", Duration.ofSeconds(90)));

        assertThat(health.ready().well()).isTrue();
        assertThat(health.ready().json())
                .containsEntry("status", "up")
                .containsEntry("state", "running")
                .containsEntry("lastCheckpoint", 7L)
                .containsEntry("checkpointAgeSeconds", 90.0)
                .containsEntry("failedCheckpoints", 2L)
                .containsEntry("restarts", 1L)
                .doesNotContainKey("reason");
    }

    @Test
    void threeIntervalsAndATimeOutWithoutACheckpointAreTooLong() {
        health.seen(progress("running", Duration.ofSeconds(91)));

        assertThat(health.ready().well()).isFalse();
        assertThat(health.ready().json().get("reason"))
                .isEqualTo("no checkpoint was completed for 1 min 31 s, longer than 1 min 30 s (three intervals and the"
                        + " time-out)");
        assertThat(health.live().well()).isTrue();
    }

    @Test
    void aJobThatRestartsIsLiveAndNotReady() {
        health.seen(progress("restarting", Duration.ZERO));

        assertThat(health.live().well()).isTrue();
        assertThat(health.ready().json()).containsEntry("reason", "the job is restarting");
    }

    @Test
    void aRunAtWhichNothingLooksAnyMoreIsDead() {
        health.seen(progress("running", Duration.ZERO));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(health.live().well()).isFalse();
        assertThat(health.ready().well()).isFalse();
        assertThat(health.live().json().get("reason")).isEqualTo("nothing has looked at the job for 1 min 1 s");
    }

    private static Progress progress(String state, Duration checkpointAge) {
        Figures figures = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 2, 1);
        return new Progress(Duration.ofMinutes(2), state, figures, new Rates(0, 0), checkpointAge, Optional.empty());
    }
}
