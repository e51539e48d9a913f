package io.millrace.job.record;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/**
 * A reused row: one slot for each column, see {@link Slots}. The decoder fills it for each record; it is valid until
 * the decoder's next call, and whoever keeps it copies it with the row's {@code TypeSerializer}.
 */
public final class SlotRow extends Slots implements RowData {

    private final RowType type;

    public SlotRow(RowType type) {
        super(type.getFieldCount(), type.getChildren().stream().anyMatch(Slots::isWide));
        this.type = type;
    }

    @Override
    LogicalType typeAt(int slot) {
        return type.getTypeAt(slot);
    }

    @Override
    public int getArity() {
        return nulls.length;
    }

    @Override
    public RowKind getRowKind() {
        return RowKind.INSERT;
    }

    @Override
    public void setRowKind(RowKind kind) {
        if (kind != RowKind.INSERT) {
            throw new UnsupportedOperationException("decoded records are insertions, not " + kind);
        }
    }
}
