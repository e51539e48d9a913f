package io.millrace.job.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The lines of a file that are not blank, as the source {@code files} cuts it: at line feeds only. */
final class JsonLines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private boolean end;

    private JsonLines(InputStream in) {
        this.in = in;
    }

    static JsonLines open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
            return new JsonLines(new BufferedInputStream(plain, BUFFER));
        } catch (IOException e) {
            bytes.close();
            throw new IOException(file + " cannot be decompressed", e);
        }
    }

    /** Goes to the next line that is not blank; false when there is none. */
    boolean next() throws IOException {
        while (!end) {
            if (read()) {
                return true;
            }
        }
        return false;
    }

    /** Reads one line; false when it is blank. */
    private boolean read() throws IOException {
        line.reset();
        number++;
        boolean blank = true;
        int b = in.read();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
            blank &= b == ' ' || b == '\t' || b == '\r';
        }
        end = b < 0;
        return !blank;
    }

    /** The line's bytes, without its end. */
    byte[] line() {
        return line.toByteArray();
    }

    /** The line's number in its file, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
