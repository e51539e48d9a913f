package io.millrace.job.decode;

import java.util.Arrays;

/**
 * Decodes base64 (RFC 4648) from bytes into bytes, without an object for either: the standard and the URL-safe alphabet,
 * with padding or without it. Bits that are left over must be zero, so that different texts are different bytes.
 */
public final class Base64Text {

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['-'] = 62;
        VALUES['_'] = 63;
    }

    private Base64Text() {}

    /** How many bytes {@code length} characters give at most. */
    public static int largestSize(int length) {
        return (int) (length * 3L / 4) + 3;
    }

    /**
     * Decodes {@code length} characters.
     *
     * @param to has room for {@link #largestSize} bytes behind {@code at}
     * @return how many bytes they are; negative when the text is not base64
     */
    public static int decode(byte[] from, int offset, int length, byte[] to, int at) {
        int end = offset + withoutPadding(from, offset, length);
        int p = offset;
        int out = at;
        while (end - p >= 4) {
            int bits = value(from[p]) << 18 | value(from[p + 1]) << 12 | value(from[p + 2]) << 6 | value(from[p + 3]);
            if (bits < 0) {
                return -1;
            }
            to[out++] = (byte) (bits >> 16);
            to[out++] = (byte) (bits >> 8);
            to[out++] = (byte) bits;
            p += 4;
        }
        int last = last(from, p, end - p, to, out);
        return last < 0 ? -1 : out + last - at;
    }

    private static int last(byte[] from, int p, int length, byte[] to, int out) {
        if (length == 0) {
            return 0;
        }
        if (length == 1) {
            return -1;
        }
        int bits = value(from[p]) << 18 | value(from[p + 1]) << 12 | (length == 3 ? value(from[p + 2]) << 6 : 0);
        if (bits < 0 || (bits & (length == 2 ? 0xFFFF : 0xFF)) != 0) {
            return -1;
        }
        to[out] = (byte) (bits >> 16);
        if (length == 3) {
            to[out + 1] = (byte) (bits >> 8);
        }
        return length - 1;
    }

    /** The length without the padding, which is there in full or not at all. */
    private static int withoutPadding(byte[] from, int offset, int length) {
        if (length == 0 || length % 4 != 0 || from[offset + length - 1] != '=') {
            return length;
        }
        return from[offset + length - 2] == '=' ? length - 2 : length - 1;
    }

    private static int value(byte c) {
        return VALUES[c & 0xFF];
    }
}
