package io.millrace.job.encode.stream;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Counts what is written to a file, and is not closed by what writes to it. One thread. */
public final class CountedStream extends OutputStream {

    private final FSDataOutputStream out;
    private long bytes;

    public CountedStream(FSDataOutputStream out) {
        this.out = requireNonNull(out, "out");
    }

    /** How many bytes were written. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
        bytes += length;
    }

    /** Flushes the file, after its last byte. */
    public void finish() throws IOException {
        out.flush();
    }

    /** Nothing: formats flush now and then, and files only at their end. */
    @Override
    public void flush() {}

    @Override
    public void close() {}
}
