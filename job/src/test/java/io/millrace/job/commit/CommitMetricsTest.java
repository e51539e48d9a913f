package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.CommittedFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommitMetricsTest {

    private final ManualClock clock = new ManualClock();
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final CommitMetrics metrics = new CommitMetrics(recorded.group(), clock);

    @Test
    void filesRowsBytesAndDurationsOfCommitsAreCounted() {
        metrics.committed(
                List.of(file(10, 1_000, null), file(20, 50_000, null)),
                Duration.ofMillis(250).toNanos());
        metrics.failed();

        assertThat(recorded.value(MetricNames.FILES_COMMITTED)).isEqualTo(2L);
        assertThat(recorded.value(MetricNames.ROWS_COMMITTED)).isEqualTo(30L);
        assertThat(recorded.value(MetricNames.BYTES_COMMITTED)).isEqualTo(51_000L);
        assertThat(recorded.value(MetricNames.COMMIT_FAILURES)).isEqualTo(1L);
        assertThat(recorded.histogram(MetricNames.FILE_SIZE_BYTES).getCount()).isEqualTo(2);
        assertThat(recorded.histogram(MetricNames.FILE_SIZE_BYTES)
                        .getStatistics()
                        .getQuantile(1))
                .isBetween(50_000.0, 50_500.0);
        assertThat(recorded.histogram(MetricNames.COMMIT_SECONDS)
                        .getStatistics()
                        .getQuantile(1))
                .isBetween(0.25, 0.2525);
    }

    @Test
    void theNewestEventIsTheNewestOfAllFilesWhateverTheirOrder() {
        long now = clock.millis() * 1000;
        assertThat(recorded.value(MetricNames.NEWEST_EVENT_AGE_SECONDS)).isEqualTo(Double.NaN);
        metrics.committed(List.of(file(1, 1, null)), 0);
        assertThat(recorded.value(MetricNames.NEWEST_EVENT_AGE_SECONDS)).isEqualTo(Double.NaN);

        metrics.committed(List.of(file(1, 1, now - 4_000_000), file(1, 1, now - 9_000_000)), 0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(recorded.value(MetricNames.NEWEST_EVENT_AGE_SECONDS)).isEqualTo(5.0);
    }

    private static CommittedFile file(long rows, long bytes, Long newestMicros) {
        return new CommittedFile(
                "out/a", "", "ndjson", "", "", rows, bytes, 0, newestMicros, newestMicros, 1, 0, List.of(), List.of());
    }
}
