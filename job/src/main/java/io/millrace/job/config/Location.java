package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where a piece of configuration was written.
 *
 * @param source the file's name as the user gave it, the name of a file of Java, or the flag that overrode a key
 * @param line from 1; 0 when the source has no lines
 * @param column from 1; 0 when it is not known, or the source has no lines
 */
public record Location(String source, int line, int column) implements Comparable<Location>, Serializable {

    /** The flag that overrides a single key. */
    public static final Location FLAG = new Location("--set", 0, 0);

    public Location {
        requireNonNull(source, "source");
    }

    /** False for a flag. */
    public boolean inFile() {
        return line > 0;
    }

    /** From the top of the file down, and what has no line last. */
    @Override
    public int compareTo(Location other) {
        if (inFile() != other.inFile()) {
            return inFile() ? -1 : 1;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return inFile() ? source + ":" + line + ":" + (column > 0 ? column + ":" : "") : source;
    }
}
