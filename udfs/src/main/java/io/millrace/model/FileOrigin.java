package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A range of bytes of a file. Of a compressed file: of what it holds when decompressed.
 *
 * @param path the file's absolute URI
 * @param offset where the range begins, from 0
 * @param length how many bytes it has
 * @param modifiedAtMillis when the file was last modified, milliseconds since the epoch
 */
public record FileOrigin(String path, long offset, long length, long modifiedAtMillis) implements Origin {

    public FileOrigin {
        requireNonNull(path, "path");
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("not a range of bytes: " + length + " from " + offset);
        }
    }

    @Override
    public String source() {
        return path;
    }

    /** The first byte and the last one, as HTTP's range header has them: {@code bytes=0-524}. */
    @Override
    public String position() {
        return "bytes=" + offset + "-" + (offset + length - 1);
    }

    /** The first byte. */
    @Override
    public String first() {
        return Long.toString(offset);
    }

    /** The last byte. */
    @Override
    public String last() {
        return Long.toString(offset + length - 1);
    }

    @Override
    public long sentAtMillis() {
        return modifiedAtMillis;
    }

    /** Always 1: nobody counts how often a file is read. */
    @Override
    public int receiveCount() {
        return 1;
    }

    @Override
    public FileOrigin part(int from, int size) {
        return new FileOrigin(path, offset + from, size, modifiedAtMillis);
    }
}
