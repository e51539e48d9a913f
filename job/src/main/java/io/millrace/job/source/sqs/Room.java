package io.millrace.job.source.sqs;

/**
 * How many more messages a reader may receive. Room is reserved before a receive is sent, for all that it may bring, so a
 * reader that is held up stops receiving instead of piling up messages whose leases run.
 *
 * <p>Threads: any. Receive threads wait here.
 */
final class Room {

    private final int bufferLimit;
    private final int heldLimit;

    private int reserved;
    private int buffered;
    private int held;
    private int waiting;
    private boolean closed;

    /**
     * @param bufferLimit how many messages may wait for the task thread
     * @param heldLimit how many messages may be held altogether, those waiting included
     */
    Room(int bufferLimit, int heldLimit) {
        if (bufferLimit < 1 || heldLimit < 1) {
            throw new IllegalArgumentException("no room for one message: " + bufferLimit + ", " + heldLimit);
        }
        this.bufferLimit = bufferLimit;
        this.heldLimit = heldLimit;
    }

    /** Waits for room for one receive; returns how many messages it may ask for, 0 when this is closed. */
    synchronized int reserve(int wanted) throws InterruptedException {
        waiting++;
        try {
            int granted = tryReserve(wanted);
            while (granted == 0 && !closed) {
                wait();
                granted = tryReserve(wanted);
            }
            return granted;
        } finally {
            waiting--;
        }
    }

    /** Like {@link #reserve}, but returns 0 when there is no room now. */
    synchronized int tryReserve(int wanted) {
        // A limit below a whole receive makes the receives smaller; otherwise they are not sent in part.
        int granted = Math.min(wanted, Math.min(bufferLimit, heldLimit));
        boolean room = buffered + reserved + granted <= bufferLimit && held + reserved + granted <= heldLimit;
        if (closed || !room) {
            return 0;
        }
        reserved += granted;
        return granted;
    }

    /** A receive has brought {@code count} messages. */
    synchronized void fill(int reservation, int count) {
        if (reservation > reserved || count > reservation) {
            throw new IllegalStateException(
                    count + " messages for a reservation of " + reservation + " of " + reserved);
        }
        reserved -= reservation;
        buffered += count;
        held += count;
        wake();
    }

    /** Messages that are held without having been received. */
    synchronized void add(int count) {
        held += count;
    }

    /** A message waits no longer for the task thread. */
    synchronized void unbuffer() {
        buffered--;
        wake();
    }

    /** {@code count} messages are held no longer. */
    synchronized void free(int count) {
        held -= count;
        wake();
    }

    /** True when no receive is under way. */
    synchronized boolean unreserved() {
        return reserved == 0;
    }

    /** From now on nothing is reserved. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void wake() {
        if (waiting > 0) {
            notifyAll();
        }
    }
}
