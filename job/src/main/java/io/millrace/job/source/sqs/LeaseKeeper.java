package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import io.millrace.job.aws.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the reader holds hidden from others, however long the task thread is held up: extends the most urgent leases
 * that are past half of their time, batch after batch.
 *
 * <p>Threads: {@link #CALLS} of its own run one keeper, each with one call under way, so a call that hangs holds up no
 * other. They share no more than the order of urgency, which {@link Leases} keeps.
 */
final class LeaseKeeper implements Workers.Work {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /**
     * How many extension calls of a reader may be under way at once. One reader may hold all 120,000 messages that a queue
     * gives out, and has half of the shortest default timeout, a minute, for their 12,000 calls: 200 in a second, of which
     * six are under way at once when a call takes 30 ms.
     */
    static final int CALLS = 8;

    private static final long LONGEST_PERIOD_MILLIS = 10_000;

    private final SqsQueue queue;
    private final String queueUrl;
    private final Receipts receipts;
    private final SqsSourceMetrics metrics;
    private final Backoff backoff;
    private final InstantSource clock;
    private final long visibilityMillis;
    private final long periodMillis;

    private final AtomicLong lastFailureMillis = new AtomicLong(Long.MIN_VALUE);

    LeaseKeeper(
            SqsQueue queue,
            String queueUrl,
            Receipts receipts,
            Duration visibility,
            SqsSourceMetrics metrics,
            Backoff backoff,
            InstantSource clock) {
        this.queue = requireNonNull(queue, "queue");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl");
        this.receipts = requireNonNull(receipts, "receipts");
        this.visibilityMillis = visibility.toMillis();
        this.metrics = requireNonNull(metrics, "metrics");
        this.backoff = requireNonNull(backoff, "backoff");
        this.clock = requireNonNull(clock, "clock");
        // Several beats fit into the second half of a lease, so that a failed call is made good in time.
        periodMillis = Math.min(LONGEST_PERIOD_MILLIS, Math.max(100, visibilityMillis / 10));
    }

    /** Beats until it is interrupted. */
    @Override
    public void run() throws InterruptedException {
        while (true) {
            Thread.sleep(periodMillis);
            beat();
        }
    }

    /** Extends leases until none is due; one that could not be extended is due again after a pause. */
    void beat() throws InterruptedException {
        Attempts attempts = new Attempts(backoff);
        for (List<Leases.Extension> batch = take(); !batch.isEmpty(); batch = take()) {
            extend(batch, attempts);
        }
    }

    private List<Leases.Extension> take() {
        Leases.Due due = receipts.takeLeasesDue(SqsQueue.MAX_BATCH, clock.millis());
        metrics.leasesLost(due.lost());
        return due.extensions();
    }

    private void extend(List<Leases.Extension> batch, Attempts attempts) throws InterruptedException {
        List<EntryOutcome> outcomes;
        try {
            outcomes = queue.changeVisibility(batch.stream()
                    .map(extension -> new VisibilityChange(extension.receipt().handle(), extension.timeout()))
                    .toList());
        } catch (SqsException e) {
            if (!e.retryable()) {
                throw new IllegalStateException("leases cannot be extended", e);
            }
            warnOfFirst(e);
            Thread.sleep(postpone(batch, e.trouble(), attempts));
            return;
        }
        int extended = 0;
        int lost = 0;
        List<Leases.Extension> failed = new ArrayList<>();
        EntryOutcome.Failed failure = null;
        for (int index = 0; index < outcomes.size(); index++) {
            Leases.Extension extension = batch.get(index);
            EntryOutcome outcome = outcomes.get(index);
            if (outcome instanceof EntryOutcome.Succeeded) {
                receipts.leaseExtended(extension);
                extended++;
            } else if (outcome instanceof EntryOutcome.ReceiptGone) {
                lost += receipts.leaseLost(extension) ? 1 : 0;
            } else {
                failed.add(extension);
                failure = (EntryOutcome.Failed) outcome;
            }
        }
        metrics.leasesExtended(extended);
        metrics.leasesLost(lost);
        if (failure == null) {
            attempts.progressed();
        } else {
            postpone(failed, failure.trouble(), attempts);
        }
    }

    /** What failed is due again after a pause, which is returned, for as long as its time is not over. */
    private long postpone(List<Leases.Extension> failed, Trouble trouble, Attempts attempts) {
        attempts.failed(trouble);
        long pause = Math.min(periodMillis, Math.max(1, attempts.pauseMillis()));
        failed.forEach(extension -> receipts.leasePostponed(extension, clock.millis() + pause));
        return pause;
    }

    /** A bad time for the queue is worth one line, not one for each call. */
    private void warnOfFirst(SqsException failure) {
        long now = clock.millis();
        long last = lastFailureMillis.getAndSet(now);
        if (last == Long.MIN_VALUE || now - last > visibilityMillis) {
            LOG.warn("Leases of {} could not be extended; trying on", queueUrl, failure);
        }
    }
}
