package io.millrace.job.record;

import org.apache.flink.table.data.MapData;
import org.apache.flink.table.types.logical.LogicalType;

/** A reused map: two {@linkplain SlotArray arrays} of the same size, in the order in which the entries came. */
public final class SlotMap implements MapData {

    private final SlotArray keys;
    private final SlotArray values;

    public SlotMap(LogicalType keyType, LogicalType valueType) {
        keys = new SlotArray(keyType);
        values = new SlotArray(valueType);
    }

    public void clear() {
        keys.clear();
        values.clear();
    }

    /** The slot, in both arrays, of one more entry, which the caller fills. */
    public int append() {
        keys.append();
        return values.append();
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public SlotArray keyArray() {
        return keys;
    }

    @Override
    public SlotArray valueArray() {
        return values;
    }

    public void poison() {
        keys.poison();
        values.poison();
    }
}
