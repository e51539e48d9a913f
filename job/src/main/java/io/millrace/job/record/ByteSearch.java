package io.millrace.job.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes, at eight at a time. */
public final class ByteSearch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    /** That of 64-bit FNV, whose low bits reach all others. */
    private static final long PRIME = 0x0000_0100_0000_01B3L;

    private ByteSearch() {}

    /** A hash of some bytes, for tables in memory; the same on every machine, but no promise to be kept in files. */
    public static int hash(byte[] bytes, int offset, int length) {
        long hash = length;
        int p = offset;
        int end = offset + length;
        for (; p + Long.BYTES <= end; p += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, p)) * PRIME;
            hash ^= hash >>> 29;
        }
        for (; p < end; p++) {
            hash = (hash ^ bytes[p]) * PRIME;
        }
        return (int) (hash ^ hash >>> 32);
    }

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
