package io.millrace.bench.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * A table as the number of its rows and, for each column and for whole rows, the sum of the hashes of all values: the
 * same for the same rows in any order.
 */
public record Digest(long rows, Map<String, String> sums) {

    public Digest {
        sums = new TreeMap<>(sums);
    }

    /** What another digest has differently, for a message. */
    String difference(Digest other) {
        if (rows != other.rows) {
            return "%d rows instead of %d".formatted(other.rows, rows);
        }
        return sums.keySet().stream()
                        .filter(column -> !sums.get(column).equals(other.sums.get(column)))
                        .toList()
                + " differ in values";
    }
}
