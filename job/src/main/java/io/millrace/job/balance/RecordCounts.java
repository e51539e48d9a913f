package io.millrace.job.balance;

import io.millrace.model.Balance;
import io.millrace.model.Gap;
import io.millrace.model.LostRange;
import io.millrace.model.OperatorReport;
import java.util.ArrayList;
import java.util.List;
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
    private final List<LostRange> lost = new ArrayList<>();

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

    /** Records were lost before they came in, and that is accepted: they are in none of the counts. */
    public void lost(LostRange range) {
        lost.add(range);
    }

    /** What there is to tell up to a barrier; from here on the counts are zero. */
    List<OperatorReport> take(String operator, int subtask, long checkpointId) {
        List<OperatorReport> reports = new ArrayList<>(1);
        for (LostRange range : lost) {
            reports.add(new Gap(range, checkpointId));
        }
        lost.clear();
        if ((received | written | filtered | duplicates | rejected | rows) != 0) {
            reports.add(balance(operator, subtask, checkpointId));
        }
        return reports;
    }

    private Balance balance(String operator, int subtask, long checkpointId) {
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
