package io.millrace.job.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FSDataOutputStream;

/** A Flink stream into memory. Closing it is an error: whoever writes to a file is not the one who closes it. */
public final class MemoryStream extends FSDataOutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int flushed;

    @Override
    public long getPos() {
        return bytes.size();
    }

    @Override
    public void write(int b) {
        bytes.write(b);
    }

    @Override
    public void write(byte[] array, int offset, int length) {
        bytes.write(array, offset, length);
    }

    @Override
    public void flush() {
        flushed = bytes.size();
    }

    @Override
    public void sync() {
        flush();
    }

    @Override
    public void close() {
        throw new AssertionError("the stream belongs to the one who opened it");
    }

    public int size() {
        return bytes.size();
    }

    /** What was written, all of which must have been flushed. */
    public byte[] toBytes() {
        if (flushed != bytes.size()) {
            throw new AssertionError("only " + flushed + " of " + bytes.size() + " bytes were flushed");
        }
        return bytes.toByteArray();
    }

    public Path toFile(Path file) throws IOException {
        return Files.write(file, toBytes());
    }
}
