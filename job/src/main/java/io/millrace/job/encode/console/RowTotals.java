package io.millrace.job.encode.console;

import io.millrace.job.metrics.MetricNames;
import java.util.Map;

/**
 * What one writer has taken over the whole life of the job: its state. Any two may be added up.
 *
 * @param rows rows printed or counted
 * @param bytes bytes printed, or bytes of the input of rows that were only counted
 */
record RowTotals(long rows, long bytes) {

    Map<String, Long> values() {
        return Map.of(MetricNames.TOTAL_ROWS_WRITTEN, rows, MetricNames.TOTAL_BYTES_WRITTEN, bytes);
    }
}
