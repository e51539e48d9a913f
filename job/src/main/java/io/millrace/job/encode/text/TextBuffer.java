package io.millrace.job.encode.text;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A growing buffer of text in UTF-8; formats add what they quote and escape. One thread. */
public class TextBuffer {

    private static final int LONGEST_NUMBER = 24;

    protected byte[] array = new byte[1024];
    protected int size;

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public final void clear() {
        size = 0;
    }

    public final int size() {
        return size;
    }

    public final void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, size);
    }

    /** Shows the text to another buffer, which takes it in its own way. */
    public final void give(Taker taker) {
        taker.take(array, 0, size);
    }

    /** Takes bytes that are valid during the call. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] utf8, int offset, int length);
    }

    public final byte[] toBytes() {
        return Arrays.copyOf(array, size);
    }

    public final void put(char ascii) {
        ensure(1);
        array[size++] = (byte) ascii;
    }

    public final void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    public final void put(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }

    public final void number(long value) {
        ensure(LONGEST_NUMBER);
        size = NumberOutput.outputLong(value, array, size);
    }

    /** The number with leading zeros up to a width. */
    public final void padded(long value, int width) {
        ensure(width);
        long rest = value;
        for (int i = size + width - 1; i >= size; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += width;
    }

    /** Bytes as base64 text. */
    public final void base64(byte[] bytes, int offset, int length) {
        ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, offset, length));
        put(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
    }

    /** Makes room for so many bytes after {@link #size}. */
    protected final void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), (int) Math.min(size * 2L, 1 << 30)));
        }
    }
}
