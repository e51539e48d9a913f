package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;
import io.millrace.job.decode.common.Utf8;

/**
 * Reads JSON strings. One without escapes is a view of the message; one with escapes is unescaped into the record's
 * scratch buffer. All text is checked to be UTF-8.
 */
final class Strings {

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private final Failure failure;
    private final Scratch scratch;

    private byte[] array;
    private int offset;
    private int length;

    Strings(Failure failure, Scratch scratch) {
        this.failure = failure;
        this.scratch = scratch;
    }

    /** The array in which the text that was read last stands. */
    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /**
     * The first position from {@code p} on whose byte is a quote, a backslash, a control character or not ASCII;
     * {@code end} if there is none.
     */
    static int plainEnd(byte[] b, int from, int end) {
        int p = from;
        for (int last = Math.min(end, b.length - 7); p < last; p += 8) {
            long w = Bytes.eight(b, p);
            // The lowest bit set is exact: only a byte below it that is special itself can lend a false one.
            long special = (((w ^ QUOTES) - ONES) | ((w ^ BACKSLASHES) - ONES) | (w - SPACES) | w) & HIGHS;
            if (special != 0) {
                return Math.min(p + (Long.numberOfTrailingZeros(special) >>> 3), end);
            }
        }
        while (p < end && b[p] >= ' ' && b[p] != '"' && b[p] != '\\') {
            p++;
        }
        return p;
    }

    /**
     * Reads the string whose first byte after the quote is at {@code from}; afterwards {@link #array}, {@link #offset} and
     * {@link #length} hold its text. Returns the position after the closing quote.
     */
    int read(byte[] b, int from, int end) {
        int p = textEnd(b, from, end);
        if (Bytes.at(b, p, end) == '"') {
            array = b;
            offset = from;
            length = p - from;
            return p + 1;
        }
        return Bytes.at(b, p, end) == '\\' ? readEscaped(b, from, p, end) : refuse(b, p, end);
    }

    /** The first position from {@code from} on that does not continue unescaped text. */
    private static int textEnd(byte[] b, int from, int end) {
        int p = plainEnd(b, from, end);
        while (p < end && b[p] < 0) {
            int n = Utf8.sequence(b, p, end);
            if (n == 0) {
                return p;
            }
            p += n;
            if (p < end && b[p] >= 0) {
                p = plainEnd(b, p, end);
            }
        }
        return p;
    }

    private int readEscaped(byte[] b, int from, int backslash, int end) {
        int start = scratch.size();
        int textStart = from;
        int p = backslash;
        while (Bytes.at(b, p, end) == '\\') {
            scratch.append(b, textStart, p - textStart);
            p = unescape(b, p + 1, end);
            if (p < 0) {
                return p;
            }
            textStart = p;
            p = textEnd(b, p, end);
        }
        if (Bytes.at(b, p, end) != '"') {
            return refuse(b, p, end);
        }
        scratch.append(b, textStart, p - textStart);
        array = scratch.array();
        offset = start;
        length = scratch.size() - start;
        return p + 1;
    }

    private int refuse(byte[] b, int p, int end) {
        if (p >= end) {
            return failure.malformed(p, "'\"' at the end of a string", "the end of the record");
        }
        return b[p] < 0
                ? failure.malformed(p, "UTF-8 text", "bytes that are not UTF-8")
                : failure.malformed(p, "an escape in place of a control character", "a control character");
    }

    /** Appends the character that the escape whose letter is at {@code p} stands for. */
    private int unescape(byte[] b, int p, int end) {
        int c =
                switch (Bytes.at(b, p, end)) {
                    case '"' -> '"';
                    case '\\' -> '\\';
                    case '/' -> '/';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> 0;
                };
        if (c != 0) {
            scratch.append(c);
            return p + 1;
        }
        return Bytes.at(b, p, end) == 'u'
                ? unescapeUnicode(b, p + 1, end)
                : failure.malformed(b, p, end, "one of \"\\/bfnrtu after a backslash");
    }

    private int unescapeUnicode(byte[] b, int p, int end) {
        int c = hex(b, p, end);
        if (c < 0) {
            return failure.malformed(p, "four hexadecimal digits after \\u", "something else");
        }
        if (c < 0xD800 || c > 0xDFFF) {
            scratch.appendCodePoint(c);
            return p + 4;
        }
        if (c <= 0xDBFF && Bytes.at(b, p + 4, end) == '\\' && Bytes.at(b, p + 5, end) == 'u') {
            int low = hex(b, p + 6, end);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                scratch.appendCodePoint(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
                return p + 10;
            }
        }
        return failure.malformed(p - 2, "a pair of surrogates", "a lone surrogate, which is no character");
    }

    private static int hex(byte[] b, int p, int end) {
        if (end - p < 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(b[p + i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
