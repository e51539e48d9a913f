package io.millrace.job.encode.csv;

import io.millrace.job.encode.text.TextBuffer;

/** A growing buffer of CSV in UTF-8. */
final class CsvBuffer extends TextBuffer {

    private static final boolean[] SPECIAL = new boolean[256];

    static {
        for (char special : ",\"\r\n".toCharArray()) {
            SPECIAL[special] = true;
        }
    }

    /**
     * A text. Quoted where it must be, where it is empty, because nothing at all stands for null, and where it begins or
     * ends with white space, which some readers drop.
     */
    void text(byte[] utf8, int offset, int length) {
        if (length == 0 || isSpace(utf8[offset]) || isSpace(utf8[offset + length - 1])) {
            quoted(utf8, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (SPECIAL[utf8[i] & 0xFF]) {
                quoted(utf8, offset, length);
                return;
            }
        }
        put(utf8, offset, length);
    }

    private static boolean isSpace(byte ascii) {
        return ascii == ' ' || ascii == '\t';
    }

    private void quoted(byte[] utf8, int offset, int length) {
        put('"');
        int end = offset + length;
        int done = offset;
        for (int i = offset; i < end; i++) {
            if (utf8[i] == '"') {
                put(utf8, done, i + 1 - done);
                put('"');
                done = i + 1;
            }
        }
        put(utf8, done, end - done);
        put('"');
    }

    /** What another buffer holds, as a text. */
    void textOf(TextBuffer other) {
        other.give(this::text);
    }
}
