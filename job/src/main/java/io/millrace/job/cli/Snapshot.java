package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * A complete checkpoint or savepoint.
 *
 * @param path its directory
 * @param checkpointId counts on over the runs of a pipeline, so the highest is the newest
 * @param completed when its last byte was written
 */
record Snapshot(String path, long checkpointId, Instant completed) {

    static final Comparator<Snapshot> BY_AGE =
            Comparator.comparingLong(Snapshot::checkpointId).thenComparing(Snapshot::completed);

    Snapshot {
        requireNonNull(path, "path");
        requireNonNull(completed, "completed");
    }
}
