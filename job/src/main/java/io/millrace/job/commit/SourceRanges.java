package io.millrace.job.commit;

import io.millrace.model.Origin;
import io.millrace.model.SourceRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the rows of one file came from. Rows of the same message follow each other and share its origin, so all but the
 * first of them cost a comparison and an addition. One thread.
 */
final class SourceRanges {

    private final Map<String, Range> lanes = new LinkedHashMap<>();
    private Origin origin;
    private Range current;

    void add(Origin next) {
        if (next != origin) {
            origin = next;
            String lane = next.lane();
            if (current == null || !current.lane.equals(lane)) {
                current = lanes.computeIfAbsent(lane, Range::new);
            }
            current.include(next.first(), next.last());
        }
        current.rows++;
    }

    /** The ranges, in the order in which their sources appeared. */
    List<SourceRange> all() {
        return lanes.values().stream()
                .map(range -> new SourceRange(range.lane, range.first, range.last, range.rows))
                .toList();
    }

    private static final class Range {

        private final String lane;
        private String first = "";
        private String last = "";
        private long rows;

        Range(String lane) {
            this.lane = lane;
        }

        void include(String otherFirst, String otherLast) {
            if (first.isEmpty() || compare(otherFirst, first) < 0) {
                first = otherFirst;
            }
            if (last.isEmpty() || compare(otherLast, last) > 0) {
                last = otherLast;
            }
        }

        /** Whole numbers in decimal digits, of any length. */
        private static int compare(String one, String other) {
            return one.length() != other.length() ? one.length() - other.length() : one.compareTo(other);
        }
    }
}
