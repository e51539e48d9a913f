package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.OutputException;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;

/**
 * The stream that an encoder writes to. Marks the failures of the file system, so that they can be told from the
 * encoder's own, and counts bytes without asking the file system, which costs a system call each time.
 */
final class GuardedStream extends FSDataOutputStream {

    private final FSDataOutputStream out;
    private final Path path;
    private long position;

    GuardedStream(FSDataOutputStream out, Path path) {
        this.out = requireNonNull(out, "out");
        this.path = requireNonNull(path, "path");
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw failed(e);
        }
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void sync() throws IOException {
        try {
            out.sync();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Does nothing: encoders' libraries close what they write to, but the file is closed by its commit. */
    @Override
    public void close() {}

    private OutputException failed(IOException e) {
        return OutputException.sinkWrite("writing " + path + " failed", e);
    }
}
