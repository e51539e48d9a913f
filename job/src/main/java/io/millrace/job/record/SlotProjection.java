package io.millrace.job.record;

import org.apache.flink.table.data.RowData;

/** Rows of one schema as rows of another that has some of its columns. Nothing is copied but the slots themselves. */
public final class SlotProjection {

    private final SlotView view;
    private final int[] kept;
    private final SlotRow narrow;

    /**
     * @param to a schema whose fields are all in {@code from}, under the same names and with the same types
     * @throws IllegalArgumentException when one is not
     */
    public SlotProjection(RecordSchema from, RecordSchema to) {
        view = new SlotView(from.rowType());
        narrow = new SlotRow(to.rowType());
        kept = to.rowType().getFieldNames().stream()
                .mapToInt(from.rowType()::getFieldIndex)
                .toArray();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] < 0
                    || !from.rowType().getTypeAt(kept[i]).equals(to.rowType().getTypeAt(i))) {
                throw new IllegalArgumentException(
                        from + " has no field like " + to.rowType().getFields().get(i));
            }
        }
    }

    /** The row without the other columns: valid until the next call, or until the owner of {@code row} changes it. */
    public SlotRow of(RowData row) {
        SlotRow wide = view.of(row);
        for (int i = 0; i < kept.length; i++) {
            narrow.show(i, wide, kept[i]);
        }
        return narrow;
    }
}
