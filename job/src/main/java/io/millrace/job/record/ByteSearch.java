package io.millrace.job.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte, in eight at a time. */
public final class ByteSearch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    private ByteSearch() {}

    /** The first place from {@code from} on at which {@code wanted} stands; {@code end} when there is none before that. */
    public static int indexOf(byte wanted, byte[] bytes, int from, int end) {
        long pattern = ONES * (wanted & 0xFF);
        int p = from;
        for (; p + Long.BYTES <= end; p += Long.BYTES) {
            // A byte of x is 0 where the wanted one stands. The lowest bit found is right, those above may not be.
            long x = (long) LONGS.get(bytes, p) ^ pattern;
            long found = (x - ONES) & ~x & HIGH_BITS;
            if (found != 0) {
                return p + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (p < end && bytes[p] != wanted) {
            p++;
        }
        return p;
    }
}
