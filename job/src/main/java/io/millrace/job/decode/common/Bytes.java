package io.millrace.job.decode.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks at bytes, eight at a time where it can. */
public final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private Bytes() {}

    /** The eight bytes at {@code p}, the first in the lowest bits; {@code p + 8} must be inside the array. */
    public static long eight(byte[] b, int p) {
        return (long) LONGS.get(b, p);
    }

    /** The byte at {@code p}; 0, which JSON allows nowhere, at the end. */
    public static int at(byte[] b, int p, int end) {
        return p < end ? b[p] : 0;
    }

    /** The first position from {@code p} on that is no white space. */
    public static int skipSpace(byte[] b, int p, int end) {
        return p < end && b[p] > ' ' ? p : skipSpaces(b, p, end);
    }

    private static int skipSpaces(byte[] b, int from, int end) {
        int p = from;
        while (p < end && (b[p] == ' ' || b[p] == '\n' || b[p] == '\r' || b[p] == '\t')) {
            p++;
        }
        return p;
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** True when the bytes from {@code p} on are those of {@code word}. */
    public static boolean startsWith(byte[] b, int p, int end, byte[] word) {
        return end - p >= word.length && Arrays.equals(b, p, p + word.length, word, 0, word.length);
    }

    /** A hash of {@code length} bytes from {@code offset} on; nobody who does not know the seed can aim at one. */
    public static int hash(byte[] b, int offset, int length, long seed) {
        long factor = (seed ^ MIX) | 1;
        long h = seed ^ length;
        int p = offset;
        int n = length;
        for (; n >= 8; n -= 8, p += 8) {
            h = mix(h ^ eight(b, p), factor);
        }
        if (n > 0) {
            h = mix(h ^ fewerThanEight(b, p, n), factor);
        }
        return (int) (h ^ (h >>> 32));
    }

    private static long mix(long h, long factor) {
        return Math.multiplyHigh(h, factor) ^ (h * factor);
    }

    private static long fewerThanEight(byte[] b, int p, int n) {
        if (p + 8 <= b.length) {
            return eight(b, p) & (-1L >>> (64 - 8 * n));
        }
        long w = 0;
        for (int i = 0; i < n; i++) {
            w |= (b[p + i] & 0xFFL) << (8 * i);
        }
        return w;
    }
}
