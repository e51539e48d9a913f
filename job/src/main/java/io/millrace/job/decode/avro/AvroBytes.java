package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Utf8;

/**
 * Reads the primitive values of Avro's binary encoding one after the other, within bounds. Avro's own decoder allocates
 * what a length claims before it looks whether that is there, copies text, and throws; this one gives views and notes a
 * failure, after which whatever it returns means nothing.
 */
final class AvroBytes {

    private static final int LONGEST_INT = 5;
    private static final int LONGEST_LONG = 10;

    private final Failure failure;

    private byte[] bytes;
    private int position;
    private int end;
    private boolean failed;

    private int offset;
    private int length;

    AvroBytes(Failure failure) {
        this.failure = failure;
    }

    void begin(byte[] newBytes, int from, int newEnd) {
        bytes = newBytes;
        position = from;
        end = newEnd;
        failed = false;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == end;
    }

    int remaining() {
        return end - position;
    }

    /** True when a value was not there, or was none. */
    boolean failed() {
        return failed;
    }

    boolean readBoolean() {
        if (position == end) {
            return ended();
        }
        byte b = bytes[position++];
        return b == 1 || (b != 0 && fail(position - 1, "a boolean", "a byte that is neither 0 nor 1"));
    }

    int readInt() {
        int from = position;
        long value = readVarint(LONGEST_INT, "an int");
        if (value != (int) value) {
            fail(from, "an int", "a number of more than 32 bits");
        }
        return (int) value;
    }

    long readLong() {
        return readVarint(LONGEST_LONG, "a long");
    }

    private long readVarint(int longest, String what) {
        long bits = 0;
        int from = position;
        for (int i = 0; i < longest; i++) {
            if (position == end) {
                ended();
                return 0;
            }
            byte b = bytes[position++];
            bits |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                if (i == LONGEST_LONG - 1 && b > 1) {
                    break;
                }
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        fail(from, what, "a number that does not end");
        return 0;
    }

    float readFloat() {
        return Float.intBitsToFloat((int) little(Float.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(little(Double.BYTES));
    }

    /** A number of up to eight bytes, the lowest first. */
    long little(int size) {
        if (end - position < size) {
            ended();
            return 0;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | (bytes[position + i] & 0xFF);
        }
        position += size;
        return value;
    }

    /** Reads bytes behind their length; afterwards {@link #offset} and {@link #length} say where they stand. */
    void readBytes() {
        int from = position;
        long size = readLong();
        if (!failed && (size < 0 || size > end - position)) {
            fail(from, "bytes", size < 0 ? "a negative length" : "a length beyond the end of the record");
            return;
        }
        take((int) size);
    }

    /** As {@link #readBytes}, and they are text. */
    void readString() {
        readBytes();
        if (!failed) {
            int invalid = Utf8.invalidAt(bytes, offset, offset + length);
            if (invalid < offset + length) {
                fail(invalid, "UTF-8 text", "bytes that are not UTF-8");
            }
        }
    }

    /** As {@link #readBytes}, of a size that is known. */
    void readFixed(int size) {
        if (size > end - position) {
            ended();
        } else {
            take(size);
        }
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /**
     * Reads how many elements of an array, or entries of a map, come next; 0 at the end. A block may say its size, which
     * is not needed.
     */
    long readBlock() {
        int from = position;
        long count = readLong();
        if (failed || count >= 0) {
            return failed ? 0 : count;
        }
        long size = readLong();
        if (!failed && (count == Long.MIN_VALUE || size < 0 || size > end - position)) {
            fail(from, "a block of elements", "one with an impossible size");
        }
        return failed ? 0 : -count;
    }

    /** Notes a failure, after which nothing is read. Returns false. */
    boolean fail(int at, String expected, String found) {
        if (!failed) {
            failed = true;
            failure.malformed(at, expected, found);
        }
        position = end;
        return false;
    }

    private boolean ended() {
        return fail(end, "more bytes", "the end of the record");
    }

    private void take(int size) {
        offset = position;
        length = size;
        position += failed ? 0 : size;
    }
}
