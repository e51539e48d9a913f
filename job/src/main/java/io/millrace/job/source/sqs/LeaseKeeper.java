package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the reader holds hidden from others, however long the task thread is held up; and gives back what a stopping
 * reader has not sealed.
 *
 * <p>Threads: {@link #run} on one of its own; the calls go out on the executor's, several at once, since after a long stall
 * tens of thousands of leases can be due together.
 */
final class LeaseKeeper implements Workers.Work {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final long LONGEST_PERIOD_MILLIS = 10_000;

    private final SqsQueue queue;
    private final String queueUrl;
    private final Receipts receipts;
    private final Duration visibility;
    private final ExecutorService calls;
    private final SqsSourceMetrics metrics;
    private final InstantSource clock;

    private boolean failing;

    LeaseKeeper(
            SqsQueue queue,
            String queueUrl,
            Receipts receipts,
            Duration visibility,
            ExecutorService calls,
            SqsSourceMetrics metrics,
            InstantSource clock) {
        this.queue = requireNonNull(queue, "queue");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl");
        this.receipts = requireNonNull(receipts, "receipts");
        this.visibility = requireNonNull(visibility, "visibility");
        this.calls = requireNonNull(calls, "calls");
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Beats until it is interrupted. */
    @Override
    public void run() throws InterruptedException {
        // Several beats fit into the second half of a lease, so that a failed call is made good in time.
        long period = Math.min(LONGEST_PERIOD_MILLIS, Math.max(100, visibility.toMillis() / 10));
        while (true) {
            Thread.sleep(period);
            beat();
        }
    }

    /** Looks once at all leases. */
    void beat() throws InterruptedException {
        metrics.leasesLost(receipts.expireLeases(clock.millis()));
        List<Callable<Void>> batches = new ArrayList<>();
        for (List<Receipts.Extension> batch : batches(receipts.leasesDue(clock.millis()))) {
            batches.add(() -> {
                extend(batch);
                return null;
            });
        }
        SqsException passing = null;
        for (Future<Void> call : calls.invokeAll(batches)) {
            passing = passing == null ? failure(call) : passing;
        }
        if (passing != null && !failing) {
            LOG.warn("Leases of {} could not be extended; trying on", queueUrl, passing);
        }
        failing = passing != null;
    }

    /** Gives back what is not sealed, as far as it works within the time. */
    void release(Duration limit) throws InterruptedException {
        List<Callable<List<EntryOutcome>>> batches = new ArrayList<>();
        for (List<Receipt> batch : batches(receipts.release())) {
            List<VisibilityChange> changes = batch.stream()
                    .map(receipt -> new VisibilityChange(receipt.handle(), Duration.ZERO))
                    .toList();
            batches.add(() -> queue.changeVisibility(changes));
        }
        int failed = 0;
        for (Future<List<EntryOutcome>> call : calls.invokeAll(batches, limit.toMillis(), TimeUnit.MILLISECONDS)) {
            failed += succeeded(call) ? 0 : 1;
        }
        if (failed > 0) {
            LOG.warn(
                    "Up to {} messages of {} could not be given back; they stay hidden until their visibility times out",
                    failed * SqsQueue.MAX_BATCH,
                    queueUrl);
        }
    }

    private void extend(List<Receipts.Extension> batch) throws InterruptedException {
        List<EntryOutcome> outcomes = queue.changeVisibility(batch.stream()
                .map(extension -> new VisibilityChange(extension.receipt().handle(), extension.timeout()))
                .toList());
        int extended = 0;
        int lost = 0;
        for (int index = 0; index < outcomes.size(); index++) {
            Receipts.Extension extension = batch.get(index);
            EntryOutcome outcome = outcomes.get(index);
            if (outcome instanceof EntryOutcome.Succeeded) {
                receipts.leaseExtended(extension.receipt(), extension.untilMillis());
                extended++;
            } else if (outcome instanceof EntryOutcome.ReceiptGone && receipts.leaseLost(extension.receipt())) {
                lost++;
            }
            // What was refused for another reason is tried again at the next beat, until its time is over.
        }
        metrics.leasesExtended(extended);
        metrics.leasesLost(lost);
    }

    /** Null, or the passing error of a call; another error is thrown. */
    private static SqsException failure(Future<Void> call) throws InterruptedException {
        try {
            call.get();
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SqsException failure && failure.retryable()) {
                return failure;
            }
            throw new IllegalStateException("leases cannot be extended", e.getCause());
        }
    }

    private static boolean succeeded(Future<?> call) throws InterruptedException {
        try {
            call.get();
            return true;
        } catch (ExecutionException | CancellationException e) {
            LOG.debug("A release failed", e);
            return false;
        }
    }

    private static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SqsQueue.MAX_BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + SqsQueue.MAX_BATCH)));
        }
        return batches;
    }
}
