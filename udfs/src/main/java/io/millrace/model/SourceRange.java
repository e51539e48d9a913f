package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * Rows of a file that came from one source, and between which places in it they were.
 *
 * @param source a queue, a file, or a shard of a stream
 * @param first the first place, a whole number in decimal digits; empty where the source has no order
 * @param last the last place, itself in the range; empty where the source has no order
 * @param rows how many rows came from it
 */
public record SourceRange(String source, String first, String last, long rows) {

    public SourceRange {
        requireNonNull(source, "source");
        requireNonNull(first, "first");
        requireNonNull(last, "last");
        if (first.isEmpty() != last.isEmpty()) {
            throw new IllegalArgumentException(
                    "a range has both ends or none, but got '" + first + "' and '" + last + "' of " + source);
        }
    }
}
