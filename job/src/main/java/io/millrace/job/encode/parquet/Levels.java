package io.millrace.job.encode.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** The repetition or definition levels of one page. */
final class Levels {

    private static final int FIRST_CAPACITY = 64;
    private static final int LARGEST_SLAB = 64 * 1024;

    /** Null when the level is always zero, and so not written. */
    private final RunLengthBitPackingHybridEncoder encoder;

    Levels(int max) {
        encoder = max == 0
                ? null
                : new RunLengthBitPackingHybridEncoder(
                        BytesUtils.getWidthFromMaxInt(max),
                        FIRST_CAPACITY,
                        LARGEST_SLAB,
                        HeapByteBufferAllocator.getInstance());
    }

    void add(int level) throws IOException {
        if (encoder != null) {
            encoder.writeInt(level);
        }
    }

    long size() {
        return encoder == null ? 0 : encoder.getBufferedSize();
    }

    /** Appends all levels to a page, after their length, and forgets them. */
    void drainTo(Bytes page) throws IOException {
        if (encoder != null) {
            BytesInput encoded = encoder.toBytes();
            page.putInt(Math.toIntExact(encoded.size()));
            encoded.writeAllTo(page);
            encoder.reset();
        }
    }
}
