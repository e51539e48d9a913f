package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.error.AckException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what completed checkpoints hold, off the task thread, ten at a time. Any number of threads run one deleter.
 *
 * <p>In a round only the entries that failed are tried again. Those left when the attempts are used up go back to {@link
 * Receipts}: they stay in every checkpoint, and their next round begins when one is complete. An answer that the receipt is
 * of no more use ends the matter: the message is deleted, or will be under the receipt of its later copy.
 */
final class Deleter implements Workers.Work {

    private static final Logger LOG = LoggerFactory.getLogger(Deleter.class);

    private final SqsQueue queue;
    private final String queueUrl;
    private final Receipts receipts;
    private final MessageBuffer buffer;
    private final SqsSourceMetrics metrics;
    private final Backoff backoff;

    Deleter(
            SqsQueue queue,
            String queueUrl,
            Receipts receipts,
            MessageBuffer buffer,
            SqsSourceMetrics metrics,
            Backoff backoff) {
        this.queue = requireNonNull(queue, "queue");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl");
        this.receipts = requireNonNull(receipts, "receipts");
        this.buffer = requireNonNull(buffer, "buffer");
        this.metrics = requireNonNull(metrics, "metrics");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    @Override
    public void run() throws InterruptedException, AckException {
        List<Receipt> batch = receipts.takeDeletable(SqsQueue.MAX_BATCH);
        while (!batch.isEmpty()) {
            deleteRound(batch);
            // A reader that waits for its last deletes can end now.
            buffer.wake();
            batch = receipts.takeDeletable(SqsQueue.MAX_BATCH);
        }
    }

    private void deleteRound(List<Receipt> batch) throws InterruptedException, AckException {
        List<Receipt> left = new ArrayList<>(batch);
        try {
            Attempts attempts = new Attempts(backoff);
            SqsException why = attempt(left);
            while (why != null) {
                if (!attempts.failed(why.trouble())) {
                    LOG.warn(
                            "{} messages of {} are not deleted after {} attempts; once more after the next checkpoint",
                            left.size(),
                            queueUrl,
                            attempts.failures(),
                            why);
                    return;
                }
                attempts.pause();
                why = attempt(left);
            }
        } finally {
            receipts.deleteFailed(left);
            metrics.deleteFailed(left.size());
        }
    }

    /** One call. Takes out of {@code left} what is settled; returns why the rest is not, and null when nothing is left. */
    private SqsException attempt(List<Receipt> left) throws InterruptedException, AckException {
        List<EntryOutcome> outcomes;
        metrics.deleteCalled(left.size());
        try {
            outcomes = queue.delete(left.stream().map(Receipt::handle).toList());
        } catch (SqsException e) {
            if (!e.retryable()) {
                throw new AckException("messages of " + queueUrl + " cannot be deleted", e);
            }
            return e;
        }
        List<Receipt> confirmed = new ArrayList<>(left.size());
        List<Receipt> pointless = new ArrayList<>();
        List<Receipt> failed = new ArrayList<>();
        EntryOutcome.Failed failure = null;
        for (int index = 0; index < left.size(); index++) {
            EntryOutcome outcome = outcomes.get(index);
            if (outcome instanceof EntryOutcome.Succeeded) {
                confirmed.add(left.get(index));
            } else if (outcome instanceof EntryOutcome.ReceiptGone) {
                pointless.add(left.get(index));
            } else {
                failed.add(left.get(index));
                failure = failure instanceof EntryOutcome.Permanent ? failure : (EntryOutcome.Failed) outcome;
            }
        }
        receipts.deleteConfirmed(confirmed);
        metrics.deleted(confirmed.size());
        metrics.leasesLost(receipts.deletePointless(pointless));
        left.clear();
        left.addAll(failed);
        if (failure == null) {
            return null;
        }
        SqsException why = SqsException.of(failure, failed.size() + " messages of " + queueUrl + " are not deleted");
        if (!why.retryable()) {
            throw new AckException("a message of " + queueUrl + " cannot be deleted", why);
        }
        return why;
    }
}
