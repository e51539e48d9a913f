package io.millrace.job.record;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.variant.Variant;

/**
 * Reused, typed places for values: what a {@link SlotRow} and a {@link SlotArray} have in common.
 *
 * <p>A value is one 64-bit <em>word</em>, in Avro's own representation, and for text and bytes a view of somebody
 * else's array. Nothing is boxed and nothing is copied:
 *
 * <ul>
 *   <li>boolean (0 or 1), int, long, date, time and timestamps (in their own unit): the number
 *   <li>float and double: the raw bits
 *   <li>decimal of up to 18 digits: the unscaled number; of more: its low half, with the {@linkplain #high high half}
 *       beside it
 *   <li>string and bytes: offset and length in {@link #bytes}
 *   <li>row, array and map: a slot object of their own, reused too
 * </ul>
 *
 * <p>An encoder reads words and views; whoever does not know slots uses Flink's getters, which make an object where
 * Flink's interface asks for one. A value is valid until the owner of the slots fills them again.
 */
public abstract sealed class Slots permits SlotRow, SlotArray {

    private static final long POISON_WORD = 0xDEAD_BEEF_DEAD_BEEFL;
    private static final byte[] POISON_BYTES = {};

    long[] words;
    boolean[] nulls;

    /** The high halves of large decimals; null where no slot can hold one. */
    private long[] highs;

    private byte[][] views;
    private Object[] children;

    Slots(int capacity, boolean wide) {
        words = new long[capacity];
        nulls = new boolean[capacity];
        highs = wide ? new long[capacity] : null;
        views = new byte[capacity][];
        children = new Object[capacity];
    }

    /** The type of the values in a slot. */
    abstract LogicalType typeAt(int slot);

    /** Makes a slot show what a slot of the same type in {@code other} holds now. */
    final void show(int slot, Slots other, int otherSlot) {
        nulls[slot] = other.nulls[otherSlot];
        words[slot] = other.words[otherSlot];
        views[slot] = other.views[otherSlot];
        children[slot] = other.children[otherSlot];
        if (highs != null && other.highs != null) {
            highs[slot] = other.highs[otherSlot];
        }
    }

    // ---- reading, for those who know slots

    public final boolean isNullAt(int slot) {
        return nulls[slot];
    }

    /** The value as this class describes it. */
    public final long word(int slot) {
        return words[slot];
    }

    /** The high 64 bits of the 128-bit unscaled number of a decimal with more than 18 digits. */
    public final long high(int slot) {
        return highs[slot];
    }

    /** The array that a string or bytes value is a view of: read only, never kept. */
    public final byte[] bytes(int slot) {
        return views[slot];
    }

    /** Where the view begins in {@link #bytes}. */
    public final int offset(int slot) {
        return (int) (words[slot] >>> 32);
    }

    /** How many bytes the view has. */
    public final int length(int slot) {
        return (int) words[slot];
    }

    /** The text of a string value. */
    public final String text(int slot) {
        return new String(views[slot], offset(slot), length(slot), StandardCharsets.UTF_8);
    }

    // ---- filling; each of these makes the slot not null

    public final void setNull(int slot) {
        nulls[slot] = true;
    }

    public final void setWord(int slot, long word) {
        nulls[slot] = false;
        words[slot] = word;
    }

    public final void setDouble(int slot, double value) {
        setWord(slot, Double.doubleToRawLongBits(value));
    }

    public final void setFloat(int slot, float value) {
        setWord(slot, Float.floatToRawIntBits(value));
    }

    public final void setWide(int slot, long high, long low) {
        setWord(slot, low);
        highs[slot] = high;
    }

    /** A decimal of more than 18 digits, by its unscaled number of at most 128 bits. */
    public final void setWide(int slot, BigInteger unscaled) {
        setWide(slot, unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
    }

    /** A view of a whole array. */
    public final void setView(int slot, byte[] array) {
        setView(slot, array, 0, array.length);
    }

    public final void setView(int slot, byte[] array, int offset, int length) {
        nulls[slot] = false;
        words[slot] = ((long) offset << 32) | length;
        views[slot] = array;
    }

    /** The nested row to fill. */
    public final SlotRow openRow(int slot) {
        nulls[slot] = false;
        Object child = children[slot];
        return child != null ? (SlotRow) child : newRow(slot);
    }

    /** The nested array to fill, empty. */
    public final SlotArray openArray(int slot) {
        nulls[slot] = false;
        Object child = children[slot];
        SlotArray array = child != null ? (SlotArray) child : newArray(slot);
        array.clear();
        return array;
    }

    /** The nested map to fill, empty. */
    public final SlotMap openMap(int slot) {
        nulls[slot] = false;
        Object child = children[slot];
        SlotMap map = child != null ? (SlotMap) child : newMap(slot);
        map.clear();
        return map;
    }

    private SlotRow newRow(int slot) {
        SlotRow row = new SlotRow((RowType) typeAt(slot));
        children[slot] = row;
        return row;
    }

    private SlotArray newArray(int slot) {
        SlotArray array = new SlotArray(((ArrayType) typeAt(slot)).getElementType());
        children[slot] = array;
        return array;
    }

    private SlotMap newMap(int slot) {
        MapType type = (MapType) typeAt(slot);
        SlotMap map = new SlotMap(type.getKeyType(), type.getValueType());
        children[slot] = map;
        return map;
    }

    /** Makes every value wrong, so that a test fails where something reads a row after its time. */
    public void poison() {
        Arrays.fill(words, POISON_WORD);
        Arrays.fill(nulls, false);
        Arrays.fill(views, POISON_BYTES);
        for (Object child : children) {
            if (child instanceof Slots slots) {
                slots.poison();
            } else if (child instanceof SlotMap map) {
                map.poison();
            }
        }
    }

    final void grow(int capacity) {
        words = Arrays.copyOf(words, capacity);
        nulls = Arrays.copyOf(nulls, capacity);
        highs = highs == null ? null : Arrays.copyOf(highs, capacity);
        views = Arrays.copyOf(views, capacity);
        children = Arrays.copyOf(children, capacity);
    }

    static boolean isWide(LogicalType type) {
        return type instanceof DecimalType decimal && !DecimalData.isCompact(decimal.getPrecision());
    }

    // ---- Flink's getters

    public final boolean getBoolean(int slot) {
        return words[slot] != 0;
    }

    public final byte getByte(int slot) {
        return (byte) words[slot];
    }

    public final short getShort(int slot) {
        return (short) words[slot];
    }

    public final int getInt(int slot) {
        return (int) words[slot];
    }

    public final long getLong(int slot) {
        return words[slot];
    }

    public final float getFloat(int slot) {
        return Float.intBitsToFloat((int) words[slot]);
    }

    public final double getDouble(int slot) {
        return Double.longBitsToDouble(words[slot]);
    }

    /** A view, not a copy. */
    public final StringData getString(int slot) {
        return StringData.fromBytes(views[slot], offset(slot), length(slot));
    }

    public final DecimalData getDecimal(int slot, int precision, int scale) {
        if (DecimalData.isCompact(precision)) {
            return DecimalData.fromUnscaledLong(words[slot], precision, scale);
        }
        byte[] unscaled = new byte[16];
        for (int i = 0; i < 8; i++) {
            unscaled[i] = (byte) (highs[slot] >> (56 - 8 * i));
            unscaled[8 + i] = (byte) (words[slot] >> (56 - 8 * i));
        }
        return DecimalData.fromUnscaledBytes(unscaled, precision, scale);
    }

    public final TimestampData getTimestamp(int slot, int precision) {
        long value = words[slot];
        return precision <= 3
                ? TimestampData.fromEpochMillis(value)
                : TimestampData.fromEpochMillis(Math.floorDiv(value, 1000L), (int) Math.floorMod(value, 1000L) * 1000);
    }

    /** A copy. */
    public final byte[] getBinary(int slot) {
        return Arrays.copyOfRange(views[slot], offset(slot), offset(slot) + length(slot));
    }

    public final ArrayData getArray(int slot) {
        return (SlotArray) children[slot];
    }

    public final MapData getMap(int slot) {
        return (SlotMap) children[slot];
    }

    public final RowData getRow(int slot, int arity) {
        return (SlotRow) children[slot];
    }

    public final <T> RawValueData<T> getRawValue(int slot) {
        throw new UnsupportedOperationException("no Avro type is a raw value");
    }

    public final Variant getVariant(int slot) {
        throw new UnsupportedOperationException("no Avro type is a variant");
    }
}
