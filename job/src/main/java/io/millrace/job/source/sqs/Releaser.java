package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to the queue what a stopping reader holds and no checkpoint does, so that nobody has to wait until its
 * visibility times out. Each call is made once.
 *
 * <p>Threads: any number run one releaser; each ends when no batch is left.
 */
final class Releaser implements Workers.Work {

    private static final Logger LOG = LoggerFactory.getLogger(Releaser.class);

    private final SqsQueue queue;
    private final String queueUrl;
    private final Queue<List<Receipt>> batches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left;
    private final AtomicReference<SqsException> failure = new AtomicReference<>();

    Releaser(SqsQueue queue, String queueUrl, List<Receipt> receipts) {
        this.queue = requireNonNull(queue, "queue");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl");
        for (int from = 0; from < receipts.size(); from += SqsQueue.MAX_BATCH) {
            batches.add(receipts.subList(from, Math.min(receipts.size(), from + SqsQueue.MAX_BATCH)));
        }
        left = new AtomicInteger(receipts.size());
    }

    @Override
    public void run() throws InterruptedException {
        for (List<Receipt> batch = batches.poll(); batch != null; batch = batches.poll()) {
            try {
                release(batch);
            } catch (SqsException e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Says how many messages could not be given back, if any. */
    void report() {
        if (left.get() > 0) {
            LOG.warn(
                    "{} messages of {} could not be given back; they stay hidden until their visibility times out",
                    left,
                    queueUrl,
                    failure.get());
        }
    }

    private void release(List<Receipt> batch) throws InterruptedException {
        List<EntryOutcome> outcomes = queue.changeVisibility(batch.stream()
                .map(receipt -> new VisibilityChange(receipt.handle(), Duration.ZERO))
                .toList());
        for (EntryOutcome outcome : outcomes) {
            // A receipt that is of no more use: others have the message already, or can have it.
            if (outcome instanceof EntryOutcome.Succeeded || outcome instanceof EntryOutcome.ReceiptGone) {
                left.decrementAndGet();
            }
        }
    }
}
