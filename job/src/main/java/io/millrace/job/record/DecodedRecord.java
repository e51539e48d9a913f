package io.millrace.job.record;

import org.apache.flink.table.data.RowData;

/**
 * The arrow from decode to transform, and from there to route: a row and where it came from.
 *
 * <p>Reused: an operator may refill and emit the same object, and the row in it may be a reused {@link SlotRow}. It is
 * valid until the emitting operator's next call; whoever keeps it copies it with its {@code TypeSerializer}.
 */
public final class DecodedRecord {

    private RowData row;
    private RecordMeta meta;

    public DecodedRecord() {}

    public DecodedRecord(RowData row, RecordMeta meta) {
        this.row = row;
        this.meta = meta;
    }

    /** Refills this object; returns it. */
    public DecodedRecord refill(RowData newRow, RecordMeta newMeta) {
        row = newRow;
        meta = newMeta;
        return this;
    }

    public RowData row() {
        return row;
    }

    public RecordMeta meta() {
        return meta;
    }
}
