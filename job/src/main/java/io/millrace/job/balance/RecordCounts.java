package io.millrace.job.balance;

import io.millrace.model.Balance;
import java.util.UUID;

/**
 * What one operator instance did with records since the last barrier. No part of its state: what is processed again after a
 * failure is all that came after a barrier, and is counted again from zero. One thread, the task's.
 */
public final class RecordCounts {

    private long received;
    private long written;
    private long filtered;
    private long duplicates;
    private long rejected;
    private long rows;

    public RecordCounts() {}

    /** Messages came in; or unwrapping a message gave so many records more than one, or fewer. */
    public void received(long records) {
        received += records;
    }

    /** A record goes to the output, with so many rows. */
    public void written(int itsRows) {
        written++;
        rows += itsRows;
    }

    /** Functions left nothing of a record. */
    public void filtered() {
        filtered++;
    }

    /** A message or a record came before. */
    public void duplicate() {
        duplicates++;
    }

    /** A record, or a whole message, becomes a dead letter. */
    public void rejected() {
        rejected++;
    }

    /** The counts up to a barrier, and from here on zero; null when there is nothing to tell. */
    Balance take(String operator, int subtask, long checkpointId) {
        if ((received | written | filtered | duplicates | rejected | rows) == 0) {
            return null;
        }
        Balance balance = new Balance(
                UUID.randomUUID().toString(),
                operator,
                subtask,
                checkpointId,
                received,
                written,
                filtered,
                duplicates,
                rejected,
                rows);
        received = 0;
        written = 0;
        filtered = 0;
        duplicates = 0;
        rejected = 0;
        rows = 0;
        return balance;
    }
}
