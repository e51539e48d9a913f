package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

final class SecondsHistogramTest {

    @Test
    void quantilesAreFractionsOfSeconds() {
        SecondsHistogram histogram = new SecondsHistogram();
        assertThat(histogram.getStatistics().getQuantile(0.5)).isZero();
        for (int i = 1; i <= 100; i++) {
            histogram.updateNanos(i * 10_000_000L);
        }
        HistogramStatistics statistics = histogram.getStatistics();
        assertThat(histogram.getCount()).isEqualTo(100);
        assertThat(statistics.getQuantile(0.5)).isEqualTo(0.5);
        assertThat(statistics.getQuantile(0.99)).isEqualTo(0.99);
        assertThat(statistics.getMean()).isCloseTo(0.505, within(1e-9));
        assertThat(statistics.getMax()).isEqualTo(1);
        assertThat(statistics.getMin()).isZero();
    }

    @Test
    void theLastThousandCount() {
        SecondsHistogram histogram = new SecondsHistogram();
        histogram.update(1000);
        for (int i = 0; i < 1000; i++) {
            histogram.update(2);
        }
        assertThat(histogram.getCount()).isEqualTo(1001);
        assertThat(histogram.getStatistics().size()).isEqualTo(1000);
        assertThat(histogram.getStatistics().getMax()).isEqualTo(2);
        assertThat(histogram.getStatistics().getStdDev()).isZero();
    }
}
