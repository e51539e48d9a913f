package io.millrace.job.record;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.logical.LogicalType;

/** A reused array, see {@link Slots}: as many slots as its longest value had elements, and the size of this one. */
public final class SlotArray extends Slots implements ArrayData {

    private static final int FIRST_CAPACITY = 8;

    private final LogicalType elementType;
    private int size;

    public SlotArray(LogicalType elementType) {
        super(FIRST_CAPACITY, isWide(elementType));
        this.elementType = elementType;
    }

    @Override
    LogicalType typeAt(int slot) {
        return elementType;
    }

    public void clear() {
        size = 0;
    }

    /** The slot of one more element, which the caller fills. */
    public int append() {
        if (size == words.length) {
            grow(size * 2);
        }
        return size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void poison() {
        super.poison();
        size = Integer.MAX_VALUE;
    }

    @Override
    public boolean[] toBooleanArray() {
        boolean[] copy = new boolean[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getBoolean(i);
        }
        return copy;
    }

    @Override
    public byte[] toByteArray() {
        byte[] copy = new byte[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getByte(i);
        }
        return copy;
    }

    @Override
    public short[] toShortArray() {
        short[] copy = new short[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getShort(i);
        }
        return copy;
    }

    @Override
    public int[] toIntArray() {
        int[] copy = new int[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getInt(i);
        }
        return copy;
    }

    @Override
    public long[] toLongArray() {
        long[] copy = new long[size];
        System.arraycopy(words, 0, copy, 0, size);
        return copy;
    }

    @Override
    public float[] toFloatArray() {
        float[] copy = new float[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getFloat(i);
        }
        return copy;
    }

    @Override
    public double[] toDoubleArray() {
        double[] copy = new double[size];
        for (int i = 0; i < size; i++) {
            copy[i] = getDouble(i);
        }
        return copy;
    }
}
