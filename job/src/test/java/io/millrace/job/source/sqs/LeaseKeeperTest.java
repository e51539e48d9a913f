package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeaseKeeperTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(100);
    private static final Duration HALF = VISIBILITY.dividedBy(2);

    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);
    private final Room room = new Room(1000, 1000);
    private final Receipts receipts = new Receipts(room, VISIBILITY);
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final ExecutorService calls = Executors.newFixedThreadPool(2);
    private final LeaseKeeper keeper = new LeaseKeeper(
            queue,
            "queue",
            receipts,
            VISIBILITY,
            calls,
            new SqsSourceMetrics(metrics.group(), receipts, VISIBILITY, clock),
            clock);

    @AfterEach
    void stop() {
        calls.shutdownNow();
    }

    @Test
    void whatIsHeldStaysHiddenForManyTimeouts() throws Exception {
        receive(35);

        for (int beat = 0; beat < 20; beat++) {
            clock.advance(HALF);
            keeper.beat();
        }

        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 35, 0));
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(20L * 35);
        assertThat(metrics.value(MetricNames.LEASES_LOST)).isEqualTo(0L);
        assertThat(metrics.value(MetricNames.MIN_VISIBILITY_SECONDS)).isEqualTo(100L);
    }

    @Test
    void beforeHalfOfTheTimeNothingIsExtended() throws Exception {
        receive(1);
        clock.advance(HALF.minusMillis(1));
        keeper.beat();

        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(0L);
        assertThat(metrics.value(MetricNames.MIN_VISIBILITY_SECONDS)).isEqualTo(50L);
    }

    @Test
    void aCallThatFailedIsMadeGoodAtTheNextBeat() throws Exception {
        receive(3);
        clock.advance(HALF);
        queue.failNext(
                Operation.CHANGE_VISIBILITY,
                new SqsException(SqsException.Kind.THROTTLED, "RequestThrottled", "slower", null));
        keeper.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(0L);

        keeper.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(3L);
    }

    @Test
    void aCallThatIsRefusedForGoodIsAnError() throws Exception {
        receive(1);
        clock.advance(HALF);
        SqsException denied = new SqsException(SqsException.Kind.ACCESS_DENIED, "AccessDenied", "not allowed", null);
        queue.failNext(Operation.CHANGE_VISIBILITY, denied);

        assertThatThrownBy(keeper::beat).hasMessage("leases cannot be extended").hasCause(denied);
    }

    @Test
    void aLeaseThatSomebodyElseHasIsCountedOnceAndLeftAlone() throws Exception {
        receive(1);
        clock.advance(VISIBILITY);
        keeper.beat();
        keeper.beat();

        assertThat(metrics.value(MetricNames.LEASES_LOST)).isEqualTo(1L);
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(0L);
        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(1, 0, 0));
    }

    @Test
    void aLeaseThatTheQueueRefusesToExtendIsCountedAsLost() throws Exception {
        Receipt receipt = receive(1).get(0);
        receipts.leaseExtended(receipt, clock.millis() + Duration.ofHours(1).toMillis());
        clock.advance(VISIBILITY);
        queue.receive(1, Duration.ZERO, VISIBILITY);
        receipts.leaseExtended(receipt, clock.millis() + 1);

        keeper.beat();

        assertThat(metrics.value(MetricNames.LEASES_LOST)).isEqualTo(1L);
    }

    @Test
    void aReleaseGivesBackEverythingUnsealedInBatches() throws Exception {
        receive(25);

        keeper.release(Duration.ofSeconds(10));

        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(25, 0, 0));
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void aReleaseThatFailsIsNoError() throws Exception {
        receive(1);
        queue.failNext(
                Operation.CHANGE_VISIBILITY,
                new SqsException(SqsException.Kind.UNAVAILABLE, "InternalError", "later", null));

        keeper.release(Duration.ofSeconds(10));

        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, 1, 0));
        assertThat(receipts.isEmpty()).isTrue();
    }

    private List<Receipt> receive(int count) throws InterruptedException {
        List<Receipt> all = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            queue.send(List.of(OutgoingMessage.of("body")));
            int reservation = room.tryReserve(1);
            SqsMessage message = queue.receive(1, Duration.ZERO, VISIBILITY).get(0);
            Receipt receipt = new Receipt(
                    message.messageId(),
                    message.receiptHandle(),
                    message.sentAtMillis(),
                    clock.millis(),
                    clock.millis() + VISIBILITY.toMillis(),
                    Receipt.State.BUFFERED,
                    false);
            receipts.received(reservation, List.of(receipt));
            all.add(receipt);
        }
        return all;
    }
}
