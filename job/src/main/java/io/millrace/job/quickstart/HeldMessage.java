package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a queue from looking drained while its producer has more to send: some message of the queue, received by the
 * producer before the job starts and kept in flight until all is sent, then given back.
 *
 * <p>A source that drains ends only when nothing is visible, in flight or delayed. It needs to know nothing of producers,
 * and the message is none the worse: whoever receives it next gets it as it was. If the producer dies, the queue takes the
 * message back by itself.
 */
final class HeldMessage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldMessage.class);
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofSeconds(10);

    private final SqsQueue queue;
    private final String receiptHandle;
    private final ScheduledExecutorService heartbeat;

    private HeldMessage(SqsQueue queue, String receiptHandle) {
        this.queue = queue;
        this.receiptHandle = requireNonNull(receiptHandle, "receiptHandle");
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "quickstart-held-message");
            thread.setDaemon(true);
            return thread;
        });
        heartbeat.scheduleAtFixedRate(this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes one message and holds it; empty when none is visible. */
    static Optional<HeldMessage> take(SqsQueue queue) throws InterruptedException {
        List<SqsMessage> received = queue.receive(1, Duration.ZERO, VISIBILITY);
        return received.stream().findFirst().map(message -> new HeldMessage(queue, message.receiptHandle()));
    }

    /** Gives the message back to the queue, where it can be received at once. */
    void release() throws InterruptedException {
        heartbeat.shutdownNow();
        change(Duration.ZERO);
    }

    /** Holds it no longer, without giving it back: the queue does that, seconds later. */
    @Override
    public void close() {
        heartbeat.shutdownNow();
    }

    private void renew() {
        try {
            change(VISIBILITY);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(Duration visibility) throws InterruptedException {
        try {
            EntryOutcome outcome = queue.changeVisibility(List.of(new VisibilityChange(receiptHandle, visibility)))
                    .get(0);
            if (outcome instanceof EntryOutcome.Failed failed) {
                LOG.warn("The message that keeps the queue open could not be changed: {}", failed.code());
            }
        } catch (SqsException e) {
            LOG.warn("The message that keeps the queue open could not be changed", e);
        }
    }
}
