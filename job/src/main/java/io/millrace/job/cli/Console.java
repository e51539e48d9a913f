package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the command line prints: results to {@code out}, everything that accompanies them to {@code err}.
 *
 * @param terminal whether {@code err} is a terminal on which a line can be written again
 * @param columns how wide that terminal is
 */
record Console(PrintStream out, PrintStream err, boolean terminal, int columns) {

    private static final int DEFAULT_COLUMNS = 120;
    private static final int LEAST_COLUMNS = 40;

    Console {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    /** The process's own streams; {@code bin/millrace} says whether they are a terminal. */
    static Console ofProcess() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean("millrace.terminal") && !"dumb".equals(System.getenv("TERM")),
                Math.max(LEAST_COLUMNS, Integer.getInteger("millrace.columns", DEFAULT_COLUMNS)));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
