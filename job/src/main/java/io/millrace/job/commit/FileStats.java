package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;

/**
 * What is known of a closed file beside its path and size.
 *
 * @param format the kind of file
 * @param schemaFingerprint the fingerprint of its rows' schema
 * @param rows how many rows it holds
 * @param inputBytes how many bytes of input went into it
 * @param minEventTimeMicros the earliest event time, or {@link RoutedRecord#NO_EVENT_TIME}
 * @param maxEventTimeMicros the latest event time, or {@link RoutedRecord#NO_EVENT_TIME}
 */
record FileStats(
        String format,
        String schemaFingerprint,
        long rows,
        long inputBytes,
        long minEventTimeMicros,
        long maxEventTimeMicros) {

    FileStats {
        requireNonNull(format, "format");
        requireNonNull(schemaFingerprint, "schemaFingerprint");
    }

    boolean hasEventTime() {
        return maxEventTimeMicros != RoutedRecord.NO_EVENT_TIME;
    }
}
