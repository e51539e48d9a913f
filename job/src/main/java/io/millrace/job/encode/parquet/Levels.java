package io.millrace.job.encode.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * The repetition or definition levels of one page. They are kept as they are until the page ends: encoding them all at
 * once is cheaper than to wake an encoder with every value.
 */
final class Levels {

    private static final int FIRST_CAPACITY = 64;

    /** What a run of one level takes: its length and the level. */
    private static final int RUN_SIZE = 4;

    private static final int LARGEST_SLAB = 1 << 20;

    private final int bitWidth;

    private byte[] levels = new byte[FIRST_CAPACITY];
    private int count;

    /** Whether some level differs from the first. */
    private boolean mixed;

    /** @param max the highest level; 0 when the level is always zero, and so not written */
    Levels(int max) {
        if (max > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("values nested " + max + " levels deep cannot be written");
        }
        bitWidth = BytesUtils.getWidthFromMaxInt(max);
    }

    void add(int level) {
        if (bitWidth == 0) {
            return;
        }
        if (count == levels.length) {
            levels = Arrays.copyOf(levels, 2 * count);
        }
        levels[count++] = (byte) level;
        mixed |= level != levels[0];
    }

    /** About how many bytes they take in the page. */
    long size() {
        return count == 0 ? 0 : Integer.BYTES + (mixed ? (long) count * bitWidth / Byte.SIZE : RUN_SIZE);
    }

    /** Appends all levels to a page, after their length, and forgets them. */
    void drainTo(Bytes page) throws IOException {
        if (bitWidth == 0) {
            return;
        }
        try (RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(
                bitWidth, FIRST_CAPACITY, LARGEST_SLAB, HeapByteBufferAllocator.getInstance())) {
            for (int i = 0; i < count; i++) {
                encoder.writeInt(levels[i]);
            }
            BytesInput encoded = encoder.toBytes();
            page.putInt(Math.toIntExact(encoded.size()));
            encoded.writeAllTo(page);
        }
        count = 0;
        mixed = false;
    }
}
