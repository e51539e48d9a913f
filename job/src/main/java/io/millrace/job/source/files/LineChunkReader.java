package io.millrace.job.source.files;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FileOrigin;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;

/**
 * Reads the lines that begin in a byte range, as chunks of whole lines; or the records of a file of CSV, whose lines may
 * be more than one.
 *
 * <p>Where a chunk ends depends on nothing but the bytes from its beginning on, so that a restored reader gives the same
 * chunks with the same ids. Used by one thread.
 */
final class LineChunkReader implements BulkFormat.Reader<RawMessage> {

    /** Bytes: large enough for a record to cost nothing, small enough to stay in a core's cache. */
    static final int CHUNK_SIZE = 256 << 10;

    /** The end of a range that goes to the file's end, wherever that is. */
    static final long UNKNOWN_END = Long.MAX_VALUE;

    private final InputStream in;
    private final String path;
    private final long modifiedAtMillis;
    private final long pathHash;
    private final long end;
    private final int maxRecordSize;

    private final int chunkSize;
    private final RecordEnds ends;
    private final Map<String, String> attributes;

    private byte[] buffer;
    private int filled;
    private boolean atEndOfFile;

    /** Where {@code buffer[0]} is in the file. */
    private long position;

    /**
     * @param in stands at {@code position}
     * @param end lines that begin there or later are another range's
     * @param maxRecordSize of a longer line only one byte more is kept, and the rest is passed over
     * @param chunkSize how large a chunk is, unless a single line is longer; {@link #CHUNK_SIZE} outside of tests
     * @param ends which lines are records
     * @param attributes what each chunk has
     */
    LineChunkReader(
            InputStream in,
            String path,
            long modifiedAtMillis,
            long position,
            long end,
            int maxRecordSize,
            int chunkSize,
            RecordEnds ends,
            Map<String, String> attributes) {
        this.in = requireNonNull(in, "in");
        this.path = requireNonNull(path, "path");
        this.modifiedAtMillis = modifiedAtMillis;
        this.pathHash = MessageId.of(path).high();
        this.position = position;
        this.end = end;
        this.maxRecordSize = maxRecordSize;
        this.chunkSize = chunkSize;
        this.ends = requireNonNull(ends, "ends");
        this.attributes = Map.copyOf(attributes);
        this.buffer = new byte[chunkSize];
    }

    /** Passes over everything up to the next line, however long that is. */
    void skipLine() throws IOException {
        ends.begin();
        skipRest();
    }

    /** Passes over what is left of a record of which everything before {@link #position} has been seen. */
    private void skipRest() throws IOException {
        while (true) {
            fill(chunkSize);
            int feed = ends.next(buffer, 0, filled);
            boolean done = feed >= 0 || atEndOfFile;
            drop(feed >= 0 ? feed + 1 : filled);
            if (done) {
                return;
            }
        }
    }

    @Override
    public BulkFormat.RecordIterator<RawMessage> readBatch() throws IOException {
        if (position >= end) {
            return null;
        }
        fill(chunkSize);
        if (filled == 0) {
            checkNothingIsMissing();
            return null;
        }
        // The chunk ends with the last line in it, or with the line in which the range ends.
        int rangeEnd = (int) Math.min(Integer.MAX_VALUE, end - position);
        int lastByte = Math.min(chunkSize, rangeEnd) - 1;
        int feed = rangeEnd <= chunkSize
                ? ends.first(buffer, lastByte, filled)
                : ends.last(buffer, Math.min(filled, chunkSize));
        if (feed < 0) {
            feed = feedBehind(lastByte);
        }
        if (feed >= 0) {
            return chunk(feed + 1);
        }
        if (atEndOfFile) {
            checkNothingIsMissing();
            return chunk(filled);
        }
        int before = ends.last(buffer, lastByte);
        return before >= 0 ? chunk(before + 1) : tooLong();
    }

    /** Reads on until a line ends at {@code from} or behind it; -1 when the file ends first, or the line is too long. */
    private int feedBehind(int from) throws IOException {
        int limit = from + maxRecordSize + 2;
        int searched = from;
        while (true) {
            int feed = ends.first(buffer, searched, filled);
            if (feed >= 0 || atEndOfFile || filled >= limit) {
                return feed;
            }
            searched = filled;
            fill((int) Math.min(limit, 2L * filled));
        }
    }

    /** A line of which only a part is kept; the position goes on behind it. */
    private BulkFormat.RecordIterator<RawMessage> tooLong() throws IOException {
        byte[] beginning = Arrays.copyOf(buffer, Math.min(filled, maxRecordSize + 1));
        long begin = position;
        ends.begin();
        ends.next(buffer, 0, beginning.length);
        drop(beginning.length);
        skipRest();
        return result(beginning, begin, position - begin);
    }

    private BulkFormat.RecordIterator<RawMessage> chunk(int size) {
        byte[] body = Arrays.copyOf(buffer, size);
        long begin = position;
        drop(size);
        return result(body, begin, size);
    }

    private void checkNothingIsMissing() throws EOFException {
        if (end != UNKNOWN_END && position + filled < end) {
            throw new EOFException(path + " ends at byte " + (position + filled) + ", and had " + end
                    + " bytes or more when it was listed; files that are read must not change");
        }
    }

    private BulkFormat.RecordIterator<RawMessage> result(byte[] body, long begin, long length) {
        RawMessage message = new RawMessage(
                new MessageId(pathHash, begin),
                body,
                attributes,
                new FileOrigin(path, begin, length, modifiedAtMillis));
        SingletonResultIterator<RawMessage> one = new SingletonResultIterator<>();
        one.set(message, position, 0);
        return one;
    }

    /** Reads until there are {@code size} bytes or the file ends. */
    private void fill(int size) throws IOException {
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, size);
        }
        while (filled < size && !atEndOfFile) {
            int n = in.read(buffer, filled, size - filled);
            if (n < 0) {
                atEndOfFile = true;
            } else {
                filled += n;
            }
        }
    }

    private void drop(int size) {
        System.arraycopy(buffer, size, buffer, 0, filled - size);
        filled -= size;
        position += size;
        if (buffer.length > 2 * chunkSize && filled <= chunkSize) {
            buffer = Arrays.copyOf(buffer, chunkSize);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
