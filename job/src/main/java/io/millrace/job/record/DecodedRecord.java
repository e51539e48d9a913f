package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import io.millrace.model.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;

/**
 * The arrow from decode to transform, and from there to route: one record of a message, where it came from, and the rows
 * it is made of by now. Decoding gives it one row, a function may give it several. They stay together until route has
 * found a place for each, because a record passes whole or is rejected whole.
 *
 * <p>A record that a stage rejected travels on in the same object, untouched by the stages behind, to route, which lets all of
 * them out: so they stay in the task of the stage, and a dead letter costs no more than a row ({@link #rejected}).
 *
 * <p>Reused: an operator may refill and emit the same object, and a row in it may be a reused {@link SlotRow}. It is
 * valid until the emitting operator's next call; whoever keeps it copies it with its {@code TypeSerializer}.
 */
public final class DecodedRecord {

    private final List<RowData> rows = new ArrayList<>(1);
    private RecordMeta meta;
    private RejectedRecord rejected;

    public DecodedRecord() {}

    public DecodedRecord(RowData row, RecordMeta meta) {
        refill(row, meta);
    }

    /** Refills this object with a record of one row; returns it. */
    public DecodedRecord refill(RowData newRow, RecordMeta newMeta) {
        rows.clear();
        rows.add(newRow);
        meta = newMeta;
        rejected = null;
        return this;
    }

    /** Refills this object with a record of one or several rows; returns it. */
    public DecodedRecord refill(List<? extends RowData> newRows, RecordMeta newMeta) {
        if (newRows.isEmpty()) {
            throw new IllegalArgumentException("a record without rows goes no further");
        }
        rows.clear();
        for (RowData row : newRows) {
            rows.add(row);
        }
        meta = newMeta;
        rejected = null;
        return this;
    }

    /** Refills this object with a record that goes no further than to the dead letters; returns it. */
    public DecodedRecord refill(RejectedRecord newRejected) {
        rows.clear();
        meta = null;
        rejected = requireNonNull(newRejected, "newRejected");
        return this;
    }

    /** What was rejected, and is only passed on; null for a record with rows. */
    public RejectedRecord rejected() {
        return rejected;
    }

    /** The only row of a record that no function has worked on. */
    public RowData row() {
        if (rows.size() != 1) {
            throw new IllegalStateException("the record has " + rows.size() + " rows, and not one");
        }
        return rows.get(0);
    }

    public int rowCount() {
        return rows.size();
    }

    /** One of the rows, counted from 0. */
    public RowData row(int index) {
        return rows.get(index);
    }

    /** What travels beside the rows; null where there are none. */
    public RecordMeta meta() {
        return meta;
    }
}
