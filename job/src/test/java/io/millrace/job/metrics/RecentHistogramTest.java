package io.millrace.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

final class RecentHistogramTest {

    private static final double HUNDREDTH = 0.01;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void quantilesAreFractionsOfTheUnit() {
        RecentHistogram seconds = new RecentHistogram(1e9, nanos::get);
        assertThat(seconds.getStatistics().getQuantile(0.5)).isZero();
        for (int i = 1; i <= 100; i++) {
            seconds.update(i * 10_000_000L);
        }
        HistogramStatistics statistics = seconds.getStatistics();

        assertThat(seconds.getCount()).isEqualTo(100);
        assertThat(statistics.size()).isEqualTo(100);
        assertThat(statistics.getQuantile(0.5)).isCloseTo(0.5, within(0.5 * HUNDREDTH));
        assertThat(statistics.getQuantile(0.99)).isCloseTo(0.99, within(0.99 * HUNDREDTH));
        assertThat(statistics.getMean()).isCloseTo(0.505, within(0.505 * HUNDREDTH));
        assertThat(statistics.getStdDev()).isCloseTo(0.2887, within(0.2887 * HUNDREDTH));
        assertThat(statistics.getMax()).isEqualTo(1);
        assertThat(statistics.getMin()).isZero();
        assertThat(statistics.getValues()).hasSize(100).startsWith(0).endsWith(1);
    }

    @Test
    void smallNumbersAreExact() {
        RecentHistogram numbers = new RecentHistogram(1, nanos::get);
        numbers.update(10, 3);
        numbers.update(7);

        HistogramStatistics statistics = numbers.getStatistics();
        assertThat(statistics.getQuantile(0.25)).isEqualTo(7);
        assertThat(statistics.getQuantile(0.99)).isEqualTo(10);
        assertThat(statistics.getValues()).containsExactly(7, 10);
        assertThat(numbers.getCount()).isEqualTo(4);
    }

    @Test
    void whatIsOldIsForgottenAndStillCounted() {
        RecentHistogram numbers = new RecentHistogram(1, nanos::get);
        numbers.update(1_000_000_000_000L);
        after(Duration.ofMinutes(5));
        numbers.update(3);
        assertThat(numbers.getStatistics().size()).isEqualTo(2);

        after(Duration.ofMinutes(5));
        assertThat(numbers.getStatistics().getValues()).containsExactly(3);
        after(Duration.ofMinutes(10));
        assertThat(numbers.getStatistics().size()).isZero();
        assertThat(numbers.getStatistics().getMax()).isZero();
        assertThat(numbers.getCount()).isEqualTo(2);
    }

    @Test
    void aClockThatWasSetBackGivesZeroAndNoFailure() {
        RecentHistogram seconds = new RecentHistogram(1000, nanos::get);
        seconds.update(-5);

        assertThat(seconds.getStatistics().getQuantile(1)).isZero();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
