package io.millrace.job.decode.common;

/** Which bytes are UTF-8: RFC 3629, so neither overlong forms nor surrogates nor anything above U+10FFFF. */
public final class Utf8 {

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** The length, 2 to 4, of the valid sequence that begins at {@code p} with a byte that is not ASCII; 0 if it is none. */
    public static int sequence(byte[] b, int p, int end) {
        int lead = b[p] & 0xFF;
        if (lead < 0xC2) {
            return 0;
        }
        if (lead < 0xE0) {
            return end - p > 1 && follows(b[p + 1]) ? 2 : 0;
        }
        if (lead < 0xF0) {
            return end - p > 2 && second(lead, b[p + 1] & 0xFF) && follows(b[p + 2]) ? 3 : 0;
        }
        return lead < 0xF5 && end - p > 3 && second(lead, b[p + 1] & 0xFF) && follows(b[p + 2]) && follows(b[p + 3])
                ? 4
                : 0;
    }

    /** Where the first byte stands that is not of UTF-8 text; {@code end} when all are. */
    public static int invalidAt(byte[] b, int from, int end) {
        int p = from;
        while (p < end) {
            if (p + Long.BYTES <= end && (Bytes.eight(b, p) & HIGH_BITS) == 0) {
                p += Long.BYTES;
            } else if (b[p] >= 0) {
                p++;
            } else {
                int length = sequence(b, p, end);
                if (length == 0) {
                    return p;
                }
                p += length;
            }
        }
        return end;
    }

    private static boolean follows(byte c) {
        return c < (byte) 0xC0;
    }

    private static boolean second(int lead, int c) {
        return switch (lead) {
            case 0xE0 -> c >= 0xA0 && c < 0xC0;
            case 0xED -> c >= 0x80 && c < 0xA0;
            case 0xF0 -> c >= 0x90 && c < 0xC0;
            case 0xF4 -> c >= 0x80 && c < 0x90;
            default -> c >= 0x80 && c < 0xC0;
        };
    }
}
