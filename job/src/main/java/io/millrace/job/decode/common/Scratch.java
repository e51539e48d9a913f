package io.millrace.job.decode.common;

import java.util.Arrays;

/**
 * A growing buffer for what is not in the message as it should be in the row: unescaped text, decoded base64. Emptied
 * for each record. When it grows it moves to a new array; views of the old one stay what they were.
 */
public final class Scratch {

    private byte[] array = new byte[256];
    private int size;

    public void clear() {
        size = 0;
    }

    /** Drops what was appended since the size was {@code mark}. */
    public void truncate(int mark) {
        size = mark;
    }

    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    /** Makes room for {@code more} bytes after the current ones. */
    public void ensure(int more) {
        if (array.length - size < more) {
            long needed = (long) size + more;
            if (needed > Integer.MAX_VALUE - 16) {
                throw new IllegalStateException("a record needs more than 2 GiB of memory to be decoded");
            }
            array = Arrays.copyOf(array, (int) Math.min(Math.max(needed, array.length * 2L), Integer.MAX_VALUE - 16));
        }
    }

    public void append(int c) {
        ensure(1);
        array[size++] = (byte) c;
    }

    public void append(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, array, size, length);
        size += length;
    }

    public void append(byte[] from) {
        append(from, 0, from.length);
    }

    /** Takes {@code length} bytes that were written into {@link #array} behind {@link #size}. */
    public void advance(int length) {
        size += length;
    }

    public void appendCodePoint(int c) {
        ensure(4);
        if (c < 0x80) {
            array[size++] = (byte) c;
        } else if (c < 0x800) {
            array[size++] = (byte) (0xC0 | (c >> 6));
            array[size++] = (byte) (0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            array[size++] = (byte) (0xE0 | (c >> 12));
            array[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            array[size++] = (byte) (0x80 | (c & 0x3F));
        } else {
            array[size++] = (byte) (0xF0 | (c >> 18));
            array[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
            array[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            array[size++] = (byte) (0x80 | (c & 0x3F));
        }
    }
}
