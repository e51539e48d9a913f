package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.metrics.RecentHistogram;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EmittedPagesTest {

    private final ManualClock clock = new ManualClock();
    private final RecentHistogram latency = new RecentHistogram(1000);
    private final EmittedPages pages = new EmittedPages(latency, clock);

    @Test
    void beforeAnythingIsReadNothingIsOldAndNothingIsNew() {
        assertThat(pages.oldestUncommittedAgeSeconds()).isZero();
        assertThat(pages.newestCommittedAgeSeconds()).isNaN();
    }

    @Test
    void aPageWaitsFromItsReceiveToTheFirstCheckpointThatHoldsIt() {
        page(50, 9_000, 7_000);
        clock.advance(Duration.ofSeconds(2));
        pages.seal(1);
        page(1, 100, 100);
        assertThat(pages.oldestUncommittedAgeSeconds()).isEqualTo(11);
        clock.advance(Duration.ofSeconds(1));
        pages.checkpointCompleted(1);

        assertThat(latency.getCount()).as("records").isEqualTo(50);
        assertThat(latency.getStatistics().getMax()).isEqualTo(3);
        assertThat(pages.newestCommittedAgeSeconds()).isEqualTo(10);
        assertThat(pages.oldestUncommittedAgeSeconds())
                .as("what came after the barrier")
                .isEqualTo(1.1);
    }

    @Test
    void aCheckpointThatFailedLeavesItsPagesToTheNextOne() {
        page(5, 0, 0);
        pages.seal(1);
        page(6, 0, 0);
        pages.seal(2);
        pages.seal(3);
        pages.checkpointCompleted(3);

        assertThat(latency.getCount()).isEqualTo(11);
        assertThat(pages.oldestUncommittedAgeSeconds()).isZero();
        pages.checkpointCompleted(3);
        assertThat(latency.getCount()).isEqualTo(11);
    }

    /** Received now. */
    private void page(int records, long oldestAgeMillis, long newestAgeMillis) {
        long now = clock.millis();
        pages.emitted(new PageTimes(records, now - oldestAgeMillis, now - newestAgeMillis, now));
    }
}
