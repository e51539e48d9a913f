package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A reader's share of the queue. The share itself is nothing but the right to receive; what is in it are the receipts of
 * messages that a checkpoint holds and that are not known to be deleted.
 *
 * @param splitId the share's name, unique within a checkpoint
 * @param takenAtMillis when the checkpoint was taken, milliseconds since the epoch; when it was made, for a new share
 * @param receipts the receipts
 */
public record SqsSplit(String splitId, long takenAtMillis, List<SealedReceipt> receipts) implements SourceSplit {

    public SqsSplit {
        requireNonNull(splitId, "splitId");
        receipts = List.copyOf(receipts);
    }

    /** The share of a reader that brings nothing from a checkpoint. */
    static SqsSplit empty(int subtask, long nowMillis) {
        return new SqsSplit(idOf(subtask), nowMillis, List.of());
    }

    static String idOf(int subtask) {
        return "sqs-" + subtask;
    }

    @Override
    public String toString() {
        return "SqsSplit[" + splitId + ", " + receipts.size() + " receipts]";
    }
}
