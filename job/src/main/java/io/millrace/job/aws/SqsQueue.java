package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * One SQS queue, as narrow as the job needs it.
 *
 * <p>Threads: any number may call at once. Every call blocks, for as long as the timeouts of the client allow, and may be
 * interrupted; an interrupted call may have reached the queue.
 *
 * <p>Errors: a call that failed as a whole throws {@link SqsException}, which says whether another attempt may help. A
 * few quick attempts have then been made already. Calls with several entries give one {@link EntryOutcome} per entry, in
 * the order of the entries. After an error a caller does not know whether the queue did what it was asked.
 */
public interface SqsQueue extends AutoCloseable {

    /** The largest number of entries in one call. */
    int MAX_BATCH = 10;

    /**
     * The largest message, and the largest sum of the messages in one call, that every queue takes, in bytes: SQS's limit
     * until August 2025, since when it is {@link #MAX_BYTES} for queues that are set to it.
     */
    int USUAL_MAX_BYTES = 256 << 10;

    /** The largest message, and the largest sum of the messages in one call, that any queue takes, in bytes. */
    int MAX_BYTES = 1 << 20;

    /** Opens the queue; shipped to where it is used. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /** A queue that the caller closes. Makes no request. */
        SqsQueue open();
    }

    /**
     * Takes messages and hides them from other receivers.
     *
     * @param max at most this many messages, from 1 to {@link #MAX_BATCH}
     * @param wait how long to wait for the first message; zero asks once
     * @param visibility how long the messages stay hidden
     * @return the messages, in the queue's order as far as it has one; empty when there were none in time
     */
    List<SqsMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException;

    /**
     * Deletes the messages of 1 to {@link #MAX_BATCH} receipts. For a message that is deleted already the outcome is {@link
     * EntryOutcome.Succeeded} or {@link EntryOutcome.ReceiptGone}, as the server likes. AWS may answer {@code Succeeded} to a
     * superseded receipt of a standard queue and delete nothing.
     */
    List<EntryOutcome> delete(List<String> receiptHandles) throws InterruptedException;

    /** Sets how long from now 1 to {@link #MAX_BATCH} messages stay hidden; zero gives them back at once. */
    List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException;

    /** Sends 1 to {@link #MAX_BATCH} messages, together no larger than a call may be. */
    List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException;

    /** The queue's counters, which lag behind what happened by up to a minute. */
    Counters counters() throws InterruptedException;

    /** What the queue is set to. */
    Attributes attributes() throws InterruptedException;

    /** Checks the number of messages or entries of one call. */
    static void checkBatch(int size) {
        if (size < 1 || size > MAX_BATCH) {
            throw new IllegalArgumentException("a call takes from 1 to " + MAX_BATCH + " messages, not " + size);
        }
    }

    /** Frees the connections; calls that are under way fail. */
    @Override
    void close();

    /**
     * One entry of {@link #changeVisibility}.
     *
     * @param receiptHandle the receipt of the message
     * @param timeout how long it stays hidden from now; whole seconds, from 0 to 12 h
     */
    record VisibilityChange(String receiptHandle, Duration timeout) {

        public VisibilityChange {
            requireNonNull(receiptHandle, "receiptHandle");
            if (timeout.isNegative() || timeout.compareTo(Duration.ofHours(12)) > 0) {
                throw new IllegalArgumentException("visibility must be from 0 to 12 h, but is " + timeout);
            }
        }
    }

    /**
     * How many messages a queue holds, by what they can do.
     *
     * @param visible can be received
     * @param inFlight received, not deleted, still hidden
     * @param delayed sent with a delay that has not passed
     */
    record Counters(long visible, long inFlight, long delayed) {

        public boolean empty() {
            return visible == 0 && inFlight == 0 && delayed == 0;
        }
    }

    /**
     * What a queue is set to.
     *
     * @param visibilityTimeout for receivers that do not say themselves
     * @param maxReceiveCount after how many receives a message goes to the queue's dead-letter queue; null without one
     * @param retention how long a message is kept that nobody deletes; null when the server does not tell
     * @param fifo whether it is a FIFO queue
     * @param maxMessageBytes how large a message may be; null where the server does not say
     */
    record Attributes(
            Duration visibilityTimeout,
            Integer maxReceiveCount,
            Duration retention,
            boolean fifo,
            Integer maxMessageBytes) {

        public Attributes {
            requireNonNull(visibilityTimeout, "visibilityTimeout");
        }
    }
}
