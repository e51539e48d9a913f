package io.millrace.job.encode.ndjson;

import io.millrace.job.encode.text.TextBuffer;
import java.util.Arrays;

/** A growing buffer of JSON text in UTF-8. */
public final class JsonBuffer extends TextBuffer {

    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** For each byte below the first that never needs an escape: the letter after the backslash, or 'u', or 0. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        Arrays.fill(ESCAPES, 0, 0x20, (byte) 'u');
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
    }

    /** A text, quoted and escaped. */
    void string(byte[] utf8, int offset, int length) {
        ensure(2 + length);
        array[size++] = '"';
        int end = offset + length;
        int done = offset;
        for (int i = offset; i < end; i++) {
            byte escape = ESCAPES[utf8[i] & 0xFF];
            if (escape != 0) {
                put(utf8, done, i - done);
                escape(utf8[i], escape);
                done = i + 1;
            }
        }
        put(utf8, done, end - done);
        put('"');
    }

    private void escape(byte original, byte escape) {
        ensure(LONGEST_ESCAPE);
        array[size++] = '\\';
        array[size++] = escape;
        if (escape == 'u') {
            array[size++] = '0';
            array[size++] = '0';
            array[size++] = HEX[original >> 4];
            array[size++] = HEX[original & 15];
        }
    }
}
