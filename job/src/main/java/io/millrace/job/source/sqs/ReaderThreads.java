package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.config.SqsSourceConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads of one reader: how they start, and in which order they end.
 *
 * <p>Threads: the task thread calls all methods.
 */
final class ReaderThreads {

    /** What giving messages back gets, however little of the closing time is left. */
    private static final Duration LEAST_RELEASE_TIME = Duration.ofSeconds(2);

    private final SqsQueue queue;
    private final Receipts receipts;
    private final Room room;
    private final MessageBuffer buffer;
    private final String queueUrl;
    private final int subtask;
    private final Workers receivers;
    private final Workers keepers;
    private final Workers deleters;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    ReaderThreads(
            int subtask,
            SqsSourceConfig config,
            Duration longPoll,
            Duration visibility,
            SqsQueue queue,
            Receipts receipts,
            Room room,
            MessageBuffer buffer,
            SqsSourceMetrics metrics,
            InstantSource clock) {
        this.queue = requireNonNull(queue, "queue");
        this.receipts = requireNonNull(receipts, "receipts");
        this.room = requireNonNull(room, "room");
        this.buffer = requireNonNull(buffer, "buffer");
        this.subtask = subtask;
        this.queueUrl = config.queueUrl().value();
        Backoff backoff =
                new Backoff(config.retry(), () -> ThreadLocalRandom.current().nextDouble());
        Receiver.Settings settings = new Receiver.Settings(config.batchSize(), longPoll, visibility);
        receivers = workers(
                "sqs-receive-" + subtask,
                config.receives(),
                new Receiver(queue, queueUrl, settings, receipts, room, buffer, metrics, backoff, clock));
        deleters = workers(
                "sqs-delete-" + subtask,
                config.deletes(),
                new Deleter(queue, queueUrl, receipts, buffer, metrics, backoff));
        keepers = workers(
                "sqs-lease-" + subtask,
                LeaseKeeper.CALLS,
                new LeaseKeeper(queue, queueUrl, receipts, visibility, metrics, backoff, clock));
    }

    void start() {
        deleters.start();
        keepers.start();
        receivers.start();
    }

    /** The first error of any thread; null when there is none. */
    Throwable failure() {
        return failure.get();
    }

    /** Lets receives that are under way end, and sends no more. */
    void stopReceiving() {
        room.close();
    }

    /** True when no receive is under way and none will be. */
    boolean receivingEnded() {
        return receivers.ended();
    }

    /**
     * Stops: first the receives, since what a receive brings after its reader is gone stays hidden for a whole visibility
     * timeout; then the leases, so that none is extended after its release; then everything unsealed is given back; and the
     * deletes, which went on meanwhile, get the rest of the time.
     *
     * @param limit how long all this may take, apart from a second or two
     */
    void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            room.close();
            endOrInterrupt(receivers, deadline);
            endOrInterrupt(keepers, System.nanoTime());
            giveBack(deadline);
            receipts.stopDeleting();
            endOrInterrupt(deleters, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            receivers.interrupt();
            keepers.interrupt();
            deleters.interrupt();
            queue.close();
        }
    }

    private void giveBack(long deadline) throws InterruptedException {
        Releaser releaser = new Releaser(queue, queueUrl, receipts.release());
        Workers releasers = workers("sqs-release-" + subtask, LeaseKeeper.CALLS, releaser);
        releasers.start();
        try {
            long left = Math.max(deadline - System.nanoTime(), LEAST_RELEASE_TIME.toNanos());
            endOrInterrupt(releasers, System.nanoTime() + left);
        } finally {
            releasers.interrupt();
            releaser.report();
        }
    }

    private static void endOrInterrupt(Workers workers, long deadline) throws InterruptedException {
        if (!workers.await(deadline)) {
            workers.interrupt();
            workers.await(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
    }

    private Workers workers(String name, int count, Workers.Work work) {
        return new Workers(name, count, work, this::failed, buffer::wake);
    }

    private void failed(Throwable error) {
        Throwable first = failure.compareAndExchange(null, error);
        if (first != null && first != error) {
            first.addSuppressed(error);
        }
        buffer.wake();
    }
}
