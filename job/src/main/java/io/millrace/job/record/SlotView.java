package io.millrace.job.record;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/**
 * Any row as slots, the one form that functions and encoders read: a row of slots passes as it is, any other is copied
 * into a row that is reused.
 */
public final class SlotView {

    private final RowCopy copy;
    private final SlotRow reused;

    public SlotView(RowType type) {
        copy = new RowCopy(type);
        reused = new SlotRow(type);
    }

    /** The row as slots: valid until the next call, or until the owner of {@code row} changes it. */
    public SlotRow of(RowData row) {
        if (row instanceof SlotRow slots) {
            return slots;
        }
        copy.fill(reused, row);
        return reused;
    }

    /** Puts a value that is not null into a slot. */
    private interface Copy {

        void put(Slots slots, int slot, Object value);

        static void putOrNull(Copy copy, Slots slots, int slot, Object value) {
            if (value == null) {
                slots.setNull(slot);
            } else {
                copy.put(slots, slot, value);
            }
        }
    }

    private static Copy copyOf(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> (slots, slot, value) -> slots.setWord(slot, (Boolean) value ? 1 : 0);
            case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE -> (slots, slot, value) -> slots.setWord(slot, (Integer) value);
            case BIGINT -> (slots, slot, value) -> slots.setWord(slot, (Long) value);
            case FLOAT -> (slots, slot, value) -> slots.setFloat(slot, (Float) value);
            case DOUBLE -> (slots, slot, value) -> slots.setDouble(slot, (Double) value);
            case VARCHAR -> (slots, slot, value) -> putBytes(slots, slot, ((StringData) value).toBytes());
            case BINARY, VARBINARY -> (slots, slot, value) -> putBytes(slots, slot, (byte[]) value);
            case DECIMAL -> (slots, slot, value) -> putDecimal(slots, slot, (DecimalType) type, (DecimalData) value);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(((LocalZonedTimestampType) type).getPrecision());
            case ROW -> {
                RowCopy row = new RowCopy((RowType) type);
                yield (slots, slot, value) -> row.fill(slots.openRow(slot), (RowData) value);
            }
            case ARRAY -> {
                ArrayCopy array = new ArrayCopy(((ArrayType) type).getElementType());
                yield (slots, slot, value) -> array.fill(slots.openArray(slot), (ArrayData) value);
            }
            case MAP -> {
                ArrayCopy keys = new ArrayCopy(((MapType) type).getKeyType());
                ArrayCopy values = new ArrayCopy(((MapType) type).getValueType());
                yield (slots, slot, value) -> {
                    SlotMap map = slots.openMap(slot);
                    keys.fill(map.keyArray(), ((MapData) value).keyArray());
                    values.fill(map.valueArray(), ((MapData) value).valueArray());
                };
            }
            default -> throw new IllegalStateException("no record schema has the type " + type);
        };
    }

    private static Copy timestamp(int precision) {
        return precision <= 3
                ? (slots, slot, value) -> slots.setWord(slot, ((TimestampData) value).getMillisecond())
                : (slots, slot, value) -> slots.setWord(slot, micros((TimestampData) value));
    }

    private static long micros(TimestampData time) {
        return Math.addExact(Math.multiplyExact(time.getMillisecond(), 1000L), time.getNanoOfMillisecond() / 1000);
    }

    private static void putBytes(Slots slots, int slot, byte[] bytes) {
        slots.setView(slot, bytes, 0, bytes.length);
    }

    private static void putDecimal(Slots slots, int slot, DecimalType type, DecimalData value) {
        if (value.scale() != type.getScale() || value.precision() > type.getPrecision()) {
            throw new IllegalStateException(
                    "a decimal(" + value.precision() + ", " + value.scale() + ") stands in a column of " + type);
        }
        if (DecimalData.isCompact(type.getPrecision())) {
            slots.setWord(slot, value.toUnscaledLong());
        } else {
            slots.setWide(slot, value.toBigDecimal().unscaledValue());
        }
    }

    private static final class RowCopy {

        private final RowData.FieldGetter[] getters;
        private final Copy[] copies;

        RowCopy(RowType type) {
            getters = new RowData.FieldGetter[type.getFieldCount()];
            copies = new Copy[type.getFieldCount()];
            for (int i = 0; i < getters.length; i++) {
                getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
                copies[i] = copyOf(type.getTypeAt(i));
            }
        }

        void fill(SlotRow slots, RowData row) {
            for (int i = 0; i < getters.length; i++) {
                Copy.putOrNull(copies[i], slots, i, getters[i].getFieldOrNull(row));
            }
        }
    }

    private static final class ArrayCopy {

        private final ArrayData.ElementGetter getter;
        private final Copy copy;

        ArrayCopy(LogicalType type) {
            getter = ArrayData.createElementGetter(type);
            copy = copyOf(type);
        }

        void fill(SlotArray slots, ArrayData array) {
            for (int i = 0; i < array.size(); i++) {
                Copy.putOrNull(copy, slots, slots.append(), getter.getElementOrNull(array, i));
            }
        }
    }
}
