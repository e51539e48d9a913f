package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RoutedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;

/** Flink's file writer, with statistics beside each closed file and totals as its state. */
final class FileOutputWriter
        implements StatefulSinkWriter<RoutedRecord, WriterTotals>, CommittingSinkWriter<RoutedRecord, FileCommittable> {

    private final FileWriter<RoutedRecord> files;
    private final WrittenFiles written;

    FileOutputWriter(FileWriter<RoutedRecord> files, WrittenFiles written) {
        this.files = requireNonNull(files, "files");
        this.written = requireNonNull(written, "written");
    }

    @Override
    public void write(RoutedRecord record, Context context) throws IOException, InterruptedException {
        files.write(record, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        files.flush(endOfInput);
    }

    @Override
    public Collection<FileCommittable> prepareCommit() throws IOException {
        List<FileCommittable> closed = new ArrayList<>();
        for (FileSinkCommittable file : files.prepareCommit()) {
            FileStats stats = file.hasPendingFile() ? written.take(file.getPendingFile()) : null;
            closed.add(new FileCommittable(file, stats, FileCommittable.UNKNOWN_CHECKPOINT));
        }
        return closed;
    }

    /**
     * The totals alone. Flink's own state of a partition would hold its open file, of which there is none here, and
     * the absolute path of its directory, which would outlive a change of the output's path.
     */
    @Override
    public List<WriterTotals> snapshotState(long checkpointId) throws IOException {
        for (FileWriterBucketState partition : files.snapshotState(checkpointId)) {
            if (partition.getInProgressFileCreationTime() != Long.MAX_VALUE) {
                throw new IllegalStateException("a file is open across checkpoint " + checkpointId + ": " + partition);
            }
        }
        return List.of(written.totals());
    }

    @Override
    public void close() {
        files.close();
    }
}
