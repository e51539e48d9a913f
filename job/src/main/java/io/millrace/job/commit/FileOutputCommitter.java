package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.error.OutputException;
import io.millrace.job.record.Announcer;
import io.millrace.model.CommittedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.committer.FileCommitter;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.PendingFileRecoverable;

/**
 * Makes the files of a checkpoint visible, then tells the listener of each, then announces them. All can be repeated: Flink hands over the
 * same files again after a failure in here, and after a restore.
 */
final class FileOutputCommitter implements Committer<FileCommittable> {

    private final FileCommitter files;
    private final CommitListener listener;
    private final Announcer announcer;
    private final CommitMetrics metrics;

    FileOutputCommitter(FileCommitter files, CommitListener listener, Announcer announcer, CommitMetrics metrics) {
        this.files = requireNonNull(files, "files");
        this.listener = requireNonNull(listener, "listener");
        this.announcer = requireNonNull(announcer, "announcer");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    @Override
    public void commit(Collection<CommitRequest<FileCommittable>> requests) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<CommittedFile> committed;
        try {
            committed = commitAndTell(requests);
        } catch (IOException | RuntimeException e) {
            metrics.failed();
            throw e;
        }
        if (!committed.isEmpty()) {
            metrics.committed(committed, System.nanoTime() - start);
        }
    }

    private List<CommittedFile> commitAndTell(Collection<CommitRequest<FileCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommittedFile> committed = new ArrayList<>(requests.size());
        for (CommitRequest<FileCommittable> request : requests) {
            FileCommittable committable = request.getCommittable();
            try {
                files.commit(List.of(new FlinkRequest(request)));
                if (committable.file().hasPendingFile()) {
                    committed.add(visible(committable));
                }
            } catch (OutputException e) {
                throw e;
            } catch (IOException e) {
                throw OutputException.sinkWrite("committing " + nameOf(committable.file()) + " failed", e);
            }
        }
        for (CommittedFile file : committed) {
            listener.committed(file);
        }
        if (!committed.isEmpty()) {
            announcer.announce(committed);
        }
        return committed;
    }

    @Override
    public void close() throws Exception {
        announcer.close();
        files.close();
    }

    /**
     * Looks whether the file is really there: where both the temporary and the final file are gone, because somebody
     * removed them or a disk is not mounted, Flink's local commit says nothing.
     */
    private static CommittedFile visible(FileCommittable committable) throws IOException {
        PendingFileRecoverable file = committable.file().getPendingFile();
        Path path = file.getPath();
        FileStatus status;
        try {
            status = path.getFileSystem().getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw OutputException.sinkWrite(
                    path + " is referred to by a checkpoint, but neither it nor its temporary file exists; its "
                            + committable.stats().rows()
                            + " rows are lost unless the file is restored. Put it back, or put an empty file in its"
                            + " place to go on without it",
                    e);
        }
        FileStats stats = committable.stats();
        return new CommittedFile(
                "file".equals(path.toUri().getScheme()) ? path.getPath() : path.toString(),
                committable.file().getBucketId(),
                stats.format(),
                stats.schemaName(),
                stats.schemaFingerprint(),
                stats.rows(),
                file.getSize(),
                stats.inputBytes(),
                stats.hasEventTime() ? stats.minEventTimeMicros() : null,
                stats.hasEventTime() ? stats.maxEventTimeMicros() : null,
                committable.checkpointId(),
                status.getModificationTime(),
                stats.columns(),
                stats.sources());
    }

    private static Object nameOf(FileSinkCommittable file) {
        return file.hasPendingFile() ? file.getPendingFile().getPath() : file;
    }

    /** A request as Flink's own committer knows it. */
    private record FlinkRequest(CommitRequest<FileCommittable> request) implements CommitRequest<FileSinkCommittable> {

        @Override
        public FileSinkCommittable getCommittable() {
            return request.getCommittable().file();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            request.signalFailedWithKnownReason(t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            request.signalFailedWithUnknownReason(t);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(FileSinkCommittable file) {
            FileCommittable old = request.getCommittable();
            request.updateAndRetryLater(new FileCommittable(file, old.stats(), old.checkpointId()));
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
