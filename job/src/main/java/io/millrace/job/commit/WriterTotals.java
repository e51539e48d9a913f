package io.millrace.job.commit;

import io.millrace.job.metrics.MetricNames;
import java.util.Map;

/**
 * What one writer has written over the whole life of the job, counted exactly once: the state of the writer. Any two
 * may be added up, so a restore with another parallelism keeps the sums.
 *
 * @param rows rows written
 * @param files files closed
 * @param bytes bytes of closed files
 */
record WriterTotals(long rows, long files, long bytes) {

    Map<String, Long> values() {
        return Map.of(
                MetricNames.TOTAL_ROWS_WRITTEN, rows,
                MetricNames.TOTAL_FILES_WRITTEN, files,
                MetricNames.TOTAL_BYTES_WRITTEN, bytes);
    }
}
