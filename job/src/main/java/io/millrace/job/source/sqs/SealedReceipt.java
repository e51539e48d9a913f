package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

/**
 * A receipt inside a checkpoint: its message was emitted before the barrier and is not known to be deleted.
 *
 * @param messageId the message's id
 * @param handle what deletes it
 * @param sentAtMillis when the queue accepted the message
 * @param receivedAtMillis when this reader received it
 * @param leaseUntilMillis until when it was hidden when the checkpoint was taken
 */
public record SealedReceipt(
        String messageId, String handle, long sentAtMillis, long receivedAtMillis, long leaseUntilMillis) {

    public SealedReceipt {
        requireNonNull(messageId, "messageId");
        requireNonNull(handle, "handle");
    }

    /** The message only: a receipt handle never reaches a log. */
    @Override
    public String toString() {
        return "SealedReceipt[" + messageId + "]";
    }
}
