package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import org.apache.flink.connector.file.sink.FileSinkCommittable;

/**
 * A closed file on its way from the writer to the committer.
 *
 * @param file what Flink needs to make the file visible, or to clean up after it
 * @param stats what the file holds; null exactly when {@code file} is a clean-up without a file
 * @param checkpointId the checkpoint that closed it; {@link #UNKNOWN_CHECKPOINT} until the writer has handed it over
 */
record FileCommittable(FileSinkCommittable file, FileStats stats, long checkpointId) {

    static final long UNKNOWN_CHECKPOINT = -1;

    FileCommittable {
        requireNonNull(file, "file");
        if (file.hasPendingFile() != (stats != null)) {
            throw new IllegalArgumentException(
                    "a file that becomes visible has statistics, and a clean-up has none, but got " + file);
        }
    }

    FileCommittable withCheckpoint(long id) {
        return new FileCommittable(file, stats, id);
    }
}
