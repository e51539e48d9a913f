package io.millrace.job.testkit;

import org.apache.flink.core.fs.FSDataOutputStream;

/** A Flink stream that counts bytes and forgets them. */
public final class CountingStream extends FSDataOutputStream {

    private long position;

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) {
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        position += length;
    }

    @Override
    public void flush() {}

    @Override
    public void sync() {}

    @Override
    public void close() {}
}
