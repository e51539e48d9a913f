package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SqsSourceMetricsTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(120);

    private final ManualClock clock = new ManualClock();
    private final Room room = new Room(10, 10);
    private final Receipts receipts = new Receipts(room, VISIBILITY);
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final SqsSourceMetrics metrics = new SqsSourceMetrics(recorded.group(), receipts, VISIBILITY, clock);

    @Test
    void everyMetricHasItsNameAndCountsWhatItSays() {
        metrics.received(10);
        metrics.receiveFailed();
        metrics.deleted(7);
        metrics.deleteFailed(2);
        metrics.leasesExtended(3);
        metrics.leasesLost(4);

        assertThat(recorded.value("messagesReceived")).isEqualTo(10L);
        assertThat(recorded.value("receiveFailures")).isEqualTo(1L);
        assertThat(recorded.value("messagesDeleted")).isEqualTo(7L);
        assertThat(recorded.value("deleteFailures")).isEqualTo(2L);
        assertThat(recorded.value("leaseExtensions")).isEqualTo(3L);
        assertThat(recorded.value("leasesLost")).isEqualTo(4L);
    }

    @Test
    void whatACompletedCheckpointHoldsIsFreshAndWhatItDoesNotWaits() {
        long now = clock.millis();
        assertThat(recorded.value(MetricNames.NEWEST_COMMITTED_AGE_SECONDS)).isEqualTo(Double.NaN);
        Receipt first = receipt("a", now - 90_500, now + 33_900);
        Receipt second = receipt("b", now - 60_000, now + 120_000);
        receipts.received(room.tryReserve(2), List.of(first, second));
        receipts.emitted(first);
        receipts.seal(1);
        metrics.received(2);
        metrics.deleteCalled(1);
        assertThat(recorded.value(MetricNames.OLDEST_UNCOMMITTED_AGE_SECONDS)).isEqualTo(90L);

        clock.advance(Duration.ofSeconds(2));
        metrics.committed(receipts.checkpointCompleted(1));

        assertThat(recorded.value(MetricNames.OLDEST_UNCOMMITTED_AGE_SECONDS)).isEqualTo(62L);
        assertThat(recorded.value(MetricNames.OLDEST_MESSAGE_AGE_SECONDS)).isEqualTo(92L);
        assertThat(recorded.value(MetricNames.NEWEST_COMMITTED_AGE_SECONDS)).isEqualTo(92.5);
        assertThat(recorded.histogram(MetricNames.COMMIT_LATENCY_SECONDS).getCount())
                .isEqualTo(1);
        assertThat(recorded.histogram(MetricNames.COMMIT_LATENCY_SECONDS)
                        .getStatistics()
                        .getQuantile(0.5))
                .as("from its receive, which here was when it was sent")
                .isCloseTo(92.5, within(0.925));
        assertThat(recorded.histogram(MetricNames.RECEIVE_BATCH_SIZE)
                        .getStatistics()
                        .getMax())
                .isEqualTo(2);
        assertThat(recorded.histogram(MetricNames.DELETE_BATCH_SIZE)
                        .getStatistics()
                        .getMax())
                .isEqualTo(1);
        metrics.committed(receipts.checkpointCompleted(2));
        assertThat(recorded.histogram(MetricNames.COMMIT_LATENCY_SECONDS).getCount())
                .as("each message once")
                .isEqualTo(1);
    }

    @Test
    void theGaugesShowWhatIsHeldAndWhatIsMostUrgent() {
        long now = clock.millis();
        receipts.received(
                room.tryReserve(2),
                List.of(receipt("a", now - 90_500, now + 33_900), receipt("b", now, now + 120_000)));

        assertThat(recorded.value(MetricNames.MESSAGES_IN_FLIGHT)).isEqualTo(2);
        assertThat(recorded.value(MetricNames.MIN_VISIBILITY_SECONDS)).isEqualTo(33L);
        assertThat(recorded.value(MetricNames.OLDEST_MESSAGE_AGE_SECONDS)).isEqualTo(90L);

        clock.advance(Duration.ofMinutes(1));
        assertThat(recorded.value(MetricNames.MIN_VISIBILITY_SECONDS)).isEqualTo(0L);
        assertThat(recorded.value(MetricNames.OLDEST_MESSAGE_AGE_SECONDS)).isEqualTo(150L);
    }

    @Test
    void withNothingHeldNothingIsUrgent() {
        assertThat(recorded.value(MetricNames.MESSAGES_IN_FLIGHT)).isEqualTo(0);
        assertThat(recorded.value(MetricNames.MIN_VISIBILITY_SECONDS)).isEqualTo(120L);
        assertThat(recorded.value(MetricNames.OLDEST_MESSAGE_AGE_SECONDS)).isEqualTo(0L);
    }

    private static Receipt receipt(String id, long sentAt, long leaseUntil) {
        return new Receipt(id, "handle-" + id, sentAt, sentAt, leaseUntil, Receipt.State.BUFFERED, false);
    }
}
