package io.millrace.job.decode.unwrap;

import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip (RFC 1952), of one member or several. Stops at a largest size, so that a small message cannot fill the memory;
 * keeps its inflater, whose set-up costs more than most messages do.
 */
final class GzipLayer implements Layer {

    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final long largestSize;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();

    private byte[] inflated = new byte[8192];
    private int size;

    GzipLayer(long largestSize) {
        this.largestSize = largestSize;
    }

    @Override
    public Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside) {
        size = 0;
        int end = offset + length;
        int p = offset;
        do {
            int data = headerEnd(bytes, p, end);
            if (data < 0) {
                return Layer.broken(
                        p == offset
                                ? "expected gzip data, but found something else"
                                : "expected nothing, or more gzip data, behind the gzip data, but found something else");
            }
            int from = size;
            try {
                p = inflate(bytes, data, end);
            } catch (DataFormatException e) {
                return Layer.broken("the gzip data is damaged: " + e.getMessage());
            }
            if (size > largestSize) {
                return Rejection.of(
                        Stage.DECODE,
                        ErrorKind.LIMIT,
                        "the gzip data holds more than the " + largestSize
                                + " bytes that decode.max-record-size allows");
            }
            if (p < 0 || end - p < TRAILER) {
                return Layer.broken("the gzip data ends too early");
            }
            if (!isIntact(bytes, p, from)) {
                return Layer.broken("the gzip data is damaged: its checksum or length is another");
            }
            p += TRAILER;
        } while (p < end);
        inside.piece(message, inflated, 0, size);
        return null;
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Appends what the data at {@code from} holds; returns the position behind it, or -1 when it does not end. */
    private int inflate(byte[] bytes, int from, int end) throws DataFormatException {
        inflater.reset();
        inflater.setInput(bytes, from, end - from);
        while (!inflater.finished() && size <= largestSize) {
            if (size == inflated.length) {
                inflated = Arrays.copyOf(inflated, (int) Math.min(largestSize + 1, size * 2L));
            }
            int n = inflater.inflate(inflated, size, inflated.length - size);
            if (n == 0 && !inflater.finished()) {
                // Either the input is used up, or the data asks for a preset dictionary, which gzip does not have.
                return -1;
            }
            size += n;
        }
        return end - inflater.getRemaining();
    }

    /** True when the trailer at {@code p} agrees with what was inflated from {@code from} on. */
    private boolean isIntact(byte[] bytes, int p, int from) {
        checksum.reset();
        checksum.update(inflated, from, size - from);
        return word(bytes, p) == (int) checksum.getValue() && word(bytes, p + 4) == size - from;
    }

    /** The position behind a member's header; -1 when there is none. */
    private static int headerEnd(byte[] bytes, int from, int end) {
        if (end - from < FIXED_HEADER + TRAILER
                || bytes[from] != 0x1F
                || bytes[from + 1] != (byte) 0x8B
                || bytes[from + 2] != 8
                || (bytes[from + 3] & RESERVED) != 0) {
            return -1;
        }
        int flags = bytes[from + 3];
        int p = from + FIXED_HEADER;
        if ((flags & EXTRA) != 0) {
            p += 2 + (bytes[p] & 0xFF) + ((bytes[p + 1] & 0xFF) << 8);
        }
        if ((flags & NAME) != 0) {
            p = behindZero(bytes, p, end);
        }
        if ((flags & COMMENT) != 0) {
            p = behindZero(bytes, p, end);
        }
        p += (flags & HEADER_CRC) != 0 ? 2 : 0;
        return p <= end ? p : -1;
    }

    private static int behindZero(byte[] bytes, int from, int end) {
        int p = from;
        while (p < end && bytes[p] != 0) {
            p++;
        }
        return p + 1;
    }

    private static int word(byte[] bytes, int p) {
        return (bytes[p] & 0xFF)
                | ((bytes[p + 1] & 0xFF) << 8)
                | ((bytes[p + 2] & 0xFF) << 16)
                | ((bytes[p + 3] & 0xFF) << 24);
    }
}
