package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;
import io.millrace.model.ColumnStats;
import io.millrace.model.SourceRange;
import java.util.List;

/**
 * What is known of a closed file beside its path and size.
 *
 * @param format the kind of file
 * @param schemaName the full name of its rows' schema; empty for a file of a release that did not keep it
 * @param schemaFingerprint that schema's fingerprint
 * @param rows how many rows it holds
 * @param inputBytes how many bytes of input went into it
 * @param minEventTimeMicros the earliest event time, or {@link RoutedRecord#NO_EVENT_TIME}
 * @param maxEventTimeMicros the latest event time, or {@link RoutedRecord#NO_EVENT_TIME}
 * @param columns what is known of its columns; empty when nobody is told
 * @param sources where its rows came from; empty when nobody is told
 */
record FileStats(
        String format,
        String schemaName,
        String schemaFingerprint,
        long rows,
        long inputBytes,
        long minEventTimeMicros,
        long maxEventTimeMicros,
        List<ColumnStats> columns,
        List<SourceRange> sources) {

    FileStats {
        requireNonNull(format, "format");
        requireNonNull(schemaName, "schemaName");
        requireNonNull(schemaFingerprint, "schemaFingerprint");
        columns = List.copyOf(columns);
        sources = List.copyOf(sources);
    }

    boolean hasEventTime() {
        return maxEventTimeMicros != RoutedRecord.NO_EVENT_TIME;
    }
}
