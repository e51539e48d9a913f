package io.millrace.job.encode.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, little-endian, open to those who read it. */
final class Bytes extends OutputStream {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int firstCapacity;

    byte[] array;
    int size;

    Bytes(int firstCapacity) {
        this.firstCapacity = firstCapacity;
        this.array = new byte[firstCapacity];
    }

    static int intAt(byte[] bytes, int offset) {
        return (int) INTS.get(bytes, offset);
    }

    static long longAt(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Forgets the content, and the array too when it has become larger than {@code keep}. */
    void clear(int keep) {
        size = 0;
        if (array.length > keep) {
            array = new byte[firstCapacity];
        }
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        INTS.set(array, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(array, size, value);
        size += Long.BYTES;
    }

    void setInt(int offset, int value) {
        INTS.set(array, offset, value);
    }

    @Override
    public void write(int b) {
        ensure(1);
        array[size++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, (int) Math.max(Math.addExact(size, more), Math.min(size * 2L, 1 << 30)));
        }
    }
}
