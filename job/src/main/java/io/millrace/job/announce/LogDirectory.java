package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.object.Sha256;
import io.millrace.job.object.WholeObject;
import io.millrace.model.LogEntry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The directory {@code _commits} below an output's path. Its name begins with an underscore, so readers of the output pass
 * over it.
 *
 * <pre>
 *   _commits/00000000000000000042-3f1c….ndjson     the log: one object per checkpoint and parallel instance
 *   _commits/pending/00000000000000000042-….ndjson what could not be announced on Kinesis yet
 *   _commits/payloads/…                            announcements that are too large for a record of a stream
 * </pre>
 *
 * <p>An object's name comes from what it holds, so that the same entries, announced again, are the same object. Every object
 * appears whole or not at all.
 *
 * @param root the directory itself
 */
public record LogDirectory(URI root) implements Serializable {

    static final String NAME = "_commits";

    private static final String PENDING = "pending";
    private static final String PAYLOADS = "payloads";
    private static final String EXTENSION = ".ndjson";

    public LogDirectory {
        requireNonNull(root, "root");
    }

    /** The directory of an output. */
    public static LogDirectory below(URI output) {
        return new LogDirectory(new Path(new Path(output), NAME).toUri());
    }

    /** Where payloads go that no record can carry, unless another place is configured. */
    Path payloads() {
        return new Path(path(), PAYLOADS);
    }

    /** Writes entries of one checkpoint to the log. */
    void log(List<LogRow> rows) throws IOException {
        WholeObject.write(new Path(path(), name(rows)), LogJson.lines(rows));
    }

    /** Keeps entries that could not be announced. */
    void defer(List<LogRow> rows) throws IOException {
        WholeObject.write(new Path(new Path(path(), PENDING), name(rows)), LogJson.lines(rows));
    }

    /** The objects of the log, in the order of their checkpoints. */
    public List<Path> objects() throws IOException {
        return objects(path());
    }

    /** What waits to be announced, in the order of its checkpoints. */
    public List<Path> pending() throws IOException {
        return objects(new Path(path(), PENDING));
    }

    /**
     * The rows of an object.
     *
     * @throws FileNotFoundException when there is no such object (any more)
     */
    public List<LogRow> read(Path object) throws IOException {
        return LogJson.rows(WholeObject.read(object), object.toString());
    }

    /** Removes an object; does nothing when another has done so. */
    void remove(Path object) throws IOException {
        object.getFileSystem().delete(object, false);
    }

    private Path path() {
        return new Path(root);
    }

    private static List<Path> objects(Path directory) throws IOException {
        FileSystem fileSystem = directory.getFileSystem();
        FileStatus[] children;
        try {
            children = fileSystem.listStatus(directory);
        } catch (FileNotFoundException e) {
            return List.of();
        }
        List<Path> objects = new ArrayList<>();
        for (FileStatus child : children == null ? new FileStatus[0] : children) {
            String name = child.getPath().getName();
            if (!child.isDir() && name.endsWith(EXTENSION) && !name.startsWith(".")) {
                objects.add(child.getPath());
            }
        }
        objects.sort(Comparator.comparing(Path::getName));
        return objects;
    }

    private static String name(List<LogRow> rows) {
        long checkpoint = rows.get(0).entry().checkpointId();
        StringBuilder identities = new StringBuilder();
        rows.stream().map(LogRow::identity).sorted().forEach(one -> identities
                .append(one)
                .append('\n'));
        String hash = Sha256.hex(identities.toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
        // A checkpoint of a state that an early release wrote may be unknown.
        String number = checkpoint == LogEntry.END_OF_INPUT
                ? "end-of-input"
                : String.format(Locale.ROOT, "%020d", Math.max(0, checkpoint));
        return number + "-" + hash + EXTENSION;
    }
}
