package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.model.ColumnStats;
import io.millrace.model.SourceRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.PendingFileRecoverable;

/** One writer's books: what it has written in all, and the statistics of closed files that wait for their commit. */
final class WrittenFiles {

    private final FileOutput output;
    private final Map<Path, FileStats> waiting = new HashMap<>();

    private final Total rows;
    private final Total files;
    private final Total bytes;

    WrittenFiles(FileOutput output, Collection<WriterTotals> restored, MetricGroup group) {
        this.output = requireNonNull(output, "output");
        List<Map<String, Long>> values =
                restored.stream().map(WriterTotals::values).toList();
        Totals totals = Totals.of(
                group,
                values,
                MetricNames.TOTAL_ROWS_WRITTEN,
                MetricNames.TOTAL_FILES_WRITTEN,
                MetricNames.TOTAL_BYTES_WRITTEN);
        rows = totals.get(MetricNames.TOTAL_ROWS_WRITTEN);
        files = totals.get(MetricNames.TOTAL_FILES_WRITTEN);
        bytes = totals.get(MetricNames.TOTAL_BYTES_WRITTEN);
    }

    /** A row has been written. */
    void row() {
        rows.increment();
    }

    /** Whether somebody is told of the files, so that more must be known of them than the job itself needs. */
    boolean announced() {
        return output.announcers().announces();
    }

    /** A file has been closed. */
    void closed(
            PendingFileRecoverable file,
            long fileRows,
            long inputBytes,
            long minEventTime,
            long maxEventTime,
            List<ColumnStats> columns,
            List<SourceRange> sources) {
        FileStats stats = new FileStats(
                output.encoders().format(),
                output.schemaName(),
                output.schemaFingerprint(),
                fileRows,
                inputBytes,
                minEventTime,
                maxEventTime,
                columns,
                sources);
        if (waiting.put(file.getPath(), stats) != null) {
            throw new IllegalStateException("two files have the name " + file.getPath());
        }
        files.increment();
        bytes.add(file.getSize());
    }

    /** Hands over the statistics of a closed file; once. */
    FileStats take(PendingFileRecoverable file) {
        FileStats stats = waiting.remove(file.getPath());
        if (stats == null) {
            throw new IllegalStateException("this writer has not closed " + file.getPath());
        }
        return stats;
    }

    WriterTotals totals() {
        return new WriterTotals(rows.value(), files.value(), bytes.value());
    }
}
