package io.millrace.job.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Files that no reader sees and that a job has not made visible: {@code .NAME.inprogress.ID} on a disk, {@code _NAME_tmp_ID}
 * on S3, both beside those that are visible; in Google's store, everything in a place of its own in the same bucket, {@code
 * .inprogress/BUCKET/DIRECTORY/NAME/ID}.
 *
 * @param files how many
 * @param bytes their size
 * @param oldest when the oldest was written to; null when there is none
 * @param complete false when there was too much to look at all of it
 */
record HiddenFiles(long files, long bytes, Instant oldest, boolean complete) {

    private static final Pattern HIDDEN = Pattern.compile("\\..+\\.inprogress\\..+|_.+_tmp_[0-9a-f-]{36}");

    /** Where they are that would become visible in a directory. */
    static Path placeOf(Path directory) {
        URI uri = directory.toUri();
        return "gs".equals(uri.getScheme())
                ? new Path(uri.getScheme(), uri.getHost(), "/.inprogress/" + uri.getHost() + uri.getPath())
                : directory;
    }

    /** Those of a directory, or of as much of it as {@code most} files and directories are. */
    static HiddenFiles under(Path directory, int most) throws IOException {
        Path root = placeOf(directory);
        boolean apart = !root.equals(directory);
        FileSystem fileSystem = root.getFileSystem();
        Deque<Path> open = new ArrayDeque<>();
        open.add(root);
        long files = 0;
        long bytes = 0;
        long oldest = Long.MAX_VALUE;
        int looked = 0;
        while (!open.isEmpty() && looked <= most) {
            for (FileStatus child : list(fileSystem, open.remove())) {
                if (++looked > most) {
                    break;
                }
                if (child.isDir()) {
                    open.add(child.getPath());
                } else if (apart || HIDDEN.matcher(child.getPath().getName()).matches()) {
                    files++;
                    bytes += child.getLen();
                    oldest = Math.min(oldest, child.getModificationTime());
                }
            }
        }
        return new HiddenFiles(files, bytes, files == 0 ? null : Instant.ofEpochMilli(oldest), looked <= most);
    }

    Optional<Instant> since() {
        return Optional.ofNullable(oldest);
    }

    private static FileStatus[] list(FileSystem fileSystem, Path directory) throws IOException {
        try {
            FileStatus[] children = fileSystem.listStatus(directory);
            return children == null ? new FileStatus[0] : children;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
