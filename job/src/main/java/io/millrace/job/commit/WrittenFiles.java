package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.PendingFileRecoverable;

/** One writer's books: what it has written in all, and the statistics of closed files that wait for their commit. */
final class WrittenFiles {

    private final String format;
    private final String schemaFingerprint;
    private final Map<Path, FileStats> waiting = new HashMap<>();

    private long rows;
    private long files;
    private long bytes;

    WrittenFiles(String format, String schemaFingerprint, WriterTotals restored) {
        this.format = requireNonNull(format, "format");
        this.schemaFingerprint = requireNonNull(schemaFingerprint, "schemaFingerprint");
        this.rows = restored.rows();
        this.files = restored.files();
        this.bytes = restored.bytes();
    }

    /** A row has been written. */
    void row() {
        rows++;
    }

    /** A file has been closed. */
    void closed(PendingFileRecoverable file, long fileRows, long inputBytes, long minEventTime, long maxEventTime) {
        FileStats stats = new FileStats(format, schemaFingerprint, fileRows, inputBytes, minEventTime, maxEventTime);
        if (waiting.put(file.getPath(), stats) != null) {
            throw new IllegalStateException("two files have the name " + file.getPath());
        }
        files++;
        bytes += file.getSize();
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
        return new WriterTotals(rows, files, bytes);
    }
}
