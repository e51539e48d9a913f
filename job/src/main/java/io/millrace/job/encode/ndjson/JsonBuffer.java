package io.millrace.job.encode.ndjson;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A growing buffer of JSON text in UTF-8. */
final class JsonBuffer {

    private static final int LONGEST_NUMBER = 24;
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

    private byte[] array = new byte[1024];
    private int size;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(array, size);
    }

    void put(char ascii) {
        ensure(1);
        array[size++] = (byte) ascii;
    }

    void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    void put(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }

    void number(long value) {
        ensure(LONGEST_NUMBER);
        size = NumberOutput.outputLong(value, array, size);
    }

    /** The number with leading zeros up to a width. */
    void padded(long value, int width) {
        ensure(width);
        long rest = value;
        for (int i = size + width - 1; i >= size; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += width;
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

    /** Bytes as base64 text, quoted. */
    void base64(byte[] bytes, int offset, int length) {
        ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, offset, length));
        put('"');
        put(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
        put('"');
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), (int) Math.min(size * 2L, 1 << 30)));
        }
    }
}
