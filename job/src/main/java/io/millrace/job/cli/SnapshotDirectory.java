package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/**
 * The checkpoints and savepoints of one pipeline: {@code JOB-ID/chk-N/_metadata} and {@code savepoint-X/_metadata}. Flink
 * gives every run a new job id. It writes {@code _metadata} last and moves it into place whole, so a directory without
 * one never was a checkpoint.
 */
final class SnapshotDirectory {

    private static final String METADATA = "_metadata";
    private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-\\d+");
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-.+");

    private final Path root;

    SnapshotDirectory(Path root) {
        this.root = requireNonNull(root, "root");
    }

    Path root() {
        return root;
    }

    /**
     * Finds what a run goes on from.
     *
     * @throws UnusableStateException when what may be the newest cannot be read: its messages may be deleted from the
     *     queue already, so that an older one would lose their rows
     */
    Optional<Snapshot> newest() throws IOException, UnusableStateException {
        List<Snapshot> readable = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (FileStatus metadata : metadataFiles()) {
            String directory = metadata.getPath().getParent().toString();
            Instant completed = Instant.ofEpochMilli(metadata.getModificationTime());
            try {
                readable.add(new Snapshot(directory, checkpointId(metadata.getPath()), completed));
            } catch (IOException | RuntimeException e) {
                // Flink's reader meets a damaged file with either.
                unreadable.add(new Unreadable(directory, completed, e));
            }
        }
        Optional<Snapshot> newest = readable.stream().max(Snapshot.BY_AGE);
        for (Unreadable damaged : unreadable) {
            if (newest.isEmpty() || !damaged.completed().isBefore(newest.get().completed())) {
                throw new UnusableStateException(damaged.path(), newest, damaged.cause());
            }
        }
        return newest;
    }

    /** When the oldest was completed that is still kept; empty when there is none. Reads none of them. */
    Optional<Instant> oldest() throws IOException {
        return metadataFiles().stream()
                .map(metadata -> Instant.ofEpochMilli(metadata.getModificationTime()))
                .min(Comparator.naturalOrder());
    }

    /** Deletes every checkpoint and savepoint; what else is in the directory stays. */
    void clear() throws IOException {
        FileSystem fileSystem = root.getFileSystem();
        for (FileStatus child : list(root)) {
            String name = child.getPath().getName();
            if (child.isDir()
                    && (JOB.matcher(name).matches() || SAVEPOINT.matcher(name).matches())) {
                fileSystem.delete(child.getPath(), true);
            }
        }
    }

    private List<FileStatus> metadataFiles() throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus child : list(root)) {
            String name = child.getPath().getName();
            if (SAVEPOINT.matcher(name).matches()) {
                metadata(child.getPath()).ifPresent(found::add);
            } else if (JOB.matcher(name).matches()) {
                for (FileStatus checkpoint : list(child.getPath())) {
                    if (CHECKPOINT.matcher(checkpoint.getPath().getName()).matches()) {
                        metadata(checkpoint.getPath()).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static Optional<FileStatus> metadata(Path snapshot) throws IOException {
        for (FileStatus file : list(snapshot)) {
            if (file.getPath().getName().equals(METADATA)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static long checkpointId(Path metadata) throws IOException {
        try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
            CheckpointMetadata content = Checkpoints.loadCheckpointMetadata(
                    in,
                    Thread.currentThread().getContextClassLoader(),
                    metadata.getParent().toString());
            return content.getCheckpointId();
        }
    }

    /** The children of a directory; none when there is no such directory, on an object store or elsewhere. */
    private static List<FileStatus> list(Path directory) throws IOException {
        try {
            FileStatus[] children = directory.getFileSystem().listStatus(directory);
            return children == null ? List.of() : List.of(children);
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private record Unreadable(String path, Instant completed, Exception cause) {}
}
