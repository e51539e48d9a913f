package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import java.util.concurrent.TimeUnit;

/** Lets senders wait while a queue holds more than a limit. The queue is asked once a second, by one of them. */
final class QueueRoom {

    private static final long NANOS_BETWEEN_QUESTIONS = TimeUnit.SECONDS.toNanos(1);

    private final SqsQueue queue;
    private final long limit;
    private long askedAt;
    private boolean asked;
    private boolean full;

    QueueRoom(SqsQueue queue, long limit) {
        this.queue = requireNonNull(queue, "queue");
        this.limit = limit;
    }

    void await() throws InterruptedException {
        while (isFull()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private synchronized boolean isFull() throws InterruptedException {
        long now = System.nanoTime();
        if (!asked || now - askedAt >= NANOS_BETWEEN_QUESTIONS) {
            try {
                SqsQueue.Counters counters = queue.counters();
                full = counters.visible() + counters.inFlight() + counters.delayed() >= limit;
            } catch (SqsException e) {
                // Without an answer go on: the send that follows meets the same trouble, and retries.
                if (!e.retryable()) {
                    throw e;
                }
                full = false;
            }
            asked = true;
            askedAt = System.nanoTime();
        }
        return full;
    }
}
