package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.FakeSqsQueue.Operation;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.testkit.CapturedLog;
import io.millrace.job.testkit.ForwardingSqsQueue;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LeaseKeeperTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(100);
    private static final Duration HALF = VISIBILITY.dividedBy(2);
    /** From one beat to the next, when calls take no time. */
    private static final Duration PERIOD = VISIBILITY.dividedBy(10);

    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue = FakeSqsQueue.standard(clock);
    private final Room room = new Room(1000, 1000);
    private final Receipts receipts = new Receipts(room, VISIBILITY);
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final SqsSourceMetrics sourceMetrics = new SqsSourceMetrics(metrics.group(), receipts, VISIBILITY, clock);
    private final LeaseKeeper keeper = keeper(queue);

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
        queue.failNext(Operation.CHANGE_VISIBILITY, throttled());
        keeper.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(0L);

        clock.advance(PERIOD);
        keeper.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(3L);
    }

    @Test
    void anEntryThatFailedHoldsUpNoOtherAndIsMadeGoodAtTheNextBeat() throws Exception {
        String unlucky = receive(25).get(0).handle();
        AtomicInteger refusals = new AtomicInteger(1);
        LeaseKeeper spoilt = keeper(new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
                List<EntryOutcome> outcomes = new ArrayList<>(super.changeVisibility(changes));
                if (changes.get(0).receiptHandle().equals(unlucky) && refusals.getAndDecrement() > 0) {
                    outcomes.set(0, new EntryOutcome.Retryable("InternalError", "try again"));
                }
                return outcomes;
            }
        });
        clock.advance(HALF);

        spoilt.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(24L);

        clock.advance(PERIOD);
        spoilt.beat();
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(25L);
    }

    @Test
    void aBadTimeForTheQueueIsWorthOneLine() throws Exception {
        receive(25);
        clock.advance(HALF);
        try (CapturedLog log = new CapturedLog(LeaseKeeper.class)) {
            for (int call = 0; call < 6; call++) {
                queue.failNext(Operation.CHANGE_VISIBILITY, throttled());
            }
            keeper.beat();
            clock.advance(PERIOD);
            keeper.beat();
            assertThat(log.lines()).containsExactly("WARN Leases of queue could not be extended; trying on");

            clock.advance(PERIOD);
            keeper.beat();
            assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(25L);
        }
    }

    /** One after another, these calls of ten seconds would take 320 s, and the leases have 50 s left. */
    @Test
    @Timeout(60)
    void leasesThatAreDueTogetherAreAllExtendedInTimeBecauseSeveralCallsAreUnderWayAtOnce() throws Exception {
        int rounds = 4;
        int held = rounds * LeaseKeeper.CALLS * SqsQueue.MAX_BATCH;
        receive(held);
        clock.advance(HALF);
        long due = clock.millis();
        // As many calls as may be under way end together: the clock moves once for all of them.
        CyclicBarrier together = new CyclicBarrier(LeaseKeeper.CALLS, () -> clock.advance(Duration.ofSeconds(10)));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LeaseKeeper slow = keeper(new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                try {
                    together.await(30, TimeUnit.SECONDS);
                    return super.changeVisibility(changes);
                } catch (BrokenBarrierException | TimeoutException e) {
                    throw new AssertionError("fewer calls were under way", e);
                } finally {
                    underWay.decrementAndGet();
                }
            }
        });
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Workers keepers = new Workers("keeper", LeaseKeeper.CALLS, slow::beat, failures::add, () -> {});
        keepers.start();
        assertThat(keepers.await(System.nanoTime() + TimeUnit.SECONDS.toNanos(50)))
                .isTrue();

        assertThat(failures).isEmpty();
        assertThat(most).as("calls under way at once").hasValue(LeaseKeeper.CALLS);
        assertThat(clock.millis() - due).isEqualTo(10_000L * rounds);
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo((long) held);
        assertThat(metrics.value(MetricNames.LEASES_LOST)).isEqualTo(0L);
        assertThat(queue.counters()).isEqualTo(new SqsQueue.Counters(0, held, 0));
    }

    @Test
    void theMostUrgentLeasesAreExtendedFirst() throws Exception {
        List<String> extended = new ArrayList<>();
        LeaseKeeper watched = keeper(new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
                changes.forEach(change -> extended.add(change.receiptHandle()));
                return super.changeVisibility(changes);
            }
        });
        List<String> patient = handles(receive(15));
        List<String> urgent = handles(receive(15, Duration.ofSeconds(60)));

        clock.advance(HALF);
        watched.beat();

        assertThat(extended.subList(0, 15)).containsExactlyElementsOf(urgent);
        assertThat(extended.subList(15, 30)).containsExactlyElementsOf(patient);
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
        receive(1);
        clock.advance(HALF);
        LeaseKeeper refused = keeper(new ForwardingSqsQueue(queue) {
            @Override
            public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) {
                return List.of(new EntryOutcome.ReceiptGone("ReceiptHandleIsInvalid", "superseded"));
            }
        });

        refused.beat();
        clock.advance(HALF);
        refused.beat();

        assertThat(metrics.value(MetricNames.LEASES_LOST)).isEqualTo(1L);
        assertThat(metrics.value(MetricNames.LEASE_EXTENSIONS)).isEqualTo(0L);
    }

    private LeaseKeeper keeper(SqsQueue ofQueue) {
        Backoff quick = new Backoff(new RetryConfig(3, Duration.ofMillis(1), Duration.ofMillis(2)), () -> 0.5);
        return new LeaseKeeper(ofQueue, "queue", receipts, VISIBILITY, sourceMetrics, quick, clock);
    }

    private static SqsException throttled() {
        return new SqsException(SqsException.Kind.THROTTLED, "RequestThrottled", "slower", null);
    }

    private static List<String> handles(List<Receipt> receipts) {
        return receipts.stream().map(Receipt::handle).toList();
    }

    private List<Receipt> receive(int count) throws InterruptedException {
        return receive(count, VISIBILITY);
    }

    private List<Receipt> receive(int count, Duration visibility) throws InterruptedException {
        List<Receipt> all = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            queue.send(List.of(OutgoingMessage.of("body")));
            int reservation = room.tryReserve(1);
            SqsMessage message = queue.receive(1, Duration.ZERO, visibility).get(0);
            Receipt receipt = new Receipt(
                    message.messageId(),
                    message.receiptHandle(),
                    message.sentAtMillis(),
                    clock.millis(),
                    clock.millis() + visibility.toMillis(),
                    Receipt.State.BUFFERED,
                    false);
            receipts.received(reservation, List.of(receipt));
            all.add(receipt);
        }
        return all;
    }
}
