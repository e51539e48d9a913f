package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.cli.RateMeter.Rates;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private final RateMeter meter = new RateMeter();

    @Test
    void theFirstSampleIsNoSpeed() {
        assertThat(sample(0, 1_000_000, 1)).isEqualTo(new Rates(0, 0));
    }

    @Test
    void speedIsThatOfTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            sample(second, second * 100L, 1);
        }
        assertThat(sample(21, 2000 + 1100, 1).recordsPerSecond())
                .as("the 100 of each second but the last one's 1,100, over five to six seconds")
                .isBetween(250.0, 310.0);
    }

    @Test
    void standingStillIsZero() {
        Rates last = new Rates(1, 1);
        for (int second = 0; second <= 10; second++) {
            last = sample(second, 500, 1);
        }
        assertThat(last).isEqualTo(new Rates(0, 0));
    }

    @Test
    void whatARestoreBringsAlongIsNoSpeed() {
        sample(0, 0, 1);
        assertThat(sample(1, 1_000_000, 2)).isEqualTo(new Rates(0, 0));
        assertThat(sample(2, 1_000_050, 2).recordsPerSecond()).isEqualTo(50);
    }

    @Test
    void bytesHaveTheirOwn() {
        meter.sample(0, 10, 1000, 1);
        assertThat(meter.sample(Duration.ofSeconds(2).toNanos(), 20, 5000, 1)).isEqualTo(new Rates(5, 2000));
    }

    private Rates sample(int second, long records, long generation) {
        return meter.sample(Duration.ofSeconds(second).toNanos(), records, 0, generation);
    }
}
