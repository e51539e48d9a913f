package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

/** One message that this reader holds. What can change belongs to {@link Receipts} and is touched under its lock only. */
final class Receipt {

    /** How far the message is. Releasing it or deleting it ends its being held. */
    enum State {
        /** Received, waiting for the task thread. */
        BUFFERED,
        /** Handed to the next operator, in no checkpoint yet. */
        EMITTED,
        /** In a checkpoint that is not complete as far as this reader knows. */
        SEALED,
        /** In a completed checkpoint: waiting to be deleted. */
        DELETABLE,
        /** A delete call is under way. */
        DELETING,
        /** A whole round of delete calls failed: waiting for the next completed checkpoint. */
        DELETE_FAILED
    }

    private final String messageId;
    private final String handle;
    private final long sentAtMillis;
    private final long receivedAtMillis;
    private final boolean restored;

    State state;
    /** The checkpoint that holds it, while it is {@link State#SEALED}. */
    long seal;
    /** True until the first delete call for a restored receipt has ended. */
    boolean restoreUntried;

    /** Until when the queue hides the message, as far as this reader knows. */
    long leaseUntilMillis;
    /** True when somebody else may have the message by now. */
    boolean leaseLost;
    /** The other particulars of the lease are those of {@link Leases} alone. */
    boolean leaseKept;

    boolean leaseUnderWay;
    long leaseDueMillis;
    long leaseTurn;

    Receipt(
            String messageId,
            String handle,
            long sentAtMillis,
            long receivedAtMillis,
            long leaseUntilMillis,
            State state,
            boolean restored) {
        this.messageId = requireNonNull(messageId, "messageId");
        this.handle = requireNonNull(handle, "handle");
        this.sentAtMillis = sentAtMillis;
        this.receivedAtMillis = receivedAtMillis;
        this.leaseUntilMillis = leaseUntilMillis;
        this.state = state;
        this.restored = restored;
    }

    String messageId() {
        return messageId;
    }

    String handle() {
        return handle;
    }

    long sentAtMillis() {
        return sentAtMillis;
    }

    long receivedAtMillis() {
        return receivedAtMillis;
    }

    /** True when it came out of a checkpoint. */
    boolean restored() {
        return restored;
    }

    /** The message only: a receipt handle never reaches a log. */
    @Override
    public String toString() {
        return "Receipt[" + messageId + ", " + state + "]";
    }
}
