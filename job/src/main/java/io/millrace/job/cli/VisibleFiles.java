package io.millrace.job.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What a reader finds under a directory: everything but names that begin with a dot or an underscore.
 *
 * @param partitions directories with at least one file
 * @param files of all runs
 * @param bytes their size
 */
record VisibleFiles(long partitions, long files, long bytes) {

    /** Counts what is under {@code root}; empty when that is more than {@code most} files and directories. */
    static Optional<VisibleFiles> count(Path root, int most) throws IOException {
        FileSystem fileSystem = root.getFileSystem();
        Deque<Path> open = new ArrayDeque<>();
        open.add(root);
        long partitions = 0;
        long files = 0;
        long bytes = 0;
        int looked = 0;
        while (!open.isEmpty()) {
            long before = files;
            for (FileStatus child : list(fileSystem, open.remove())) {
                if (++looked > most) {
                    return Optional.empty();
                }
                if (isHidden(child.getPath())) {
                    continue;
                }
                if (child.isDir()) {
                    open.add(child.getPath());
                } else {
                    files++;
                    bytes += child.getLen();
                }
            }
            if (files > before) {
                partitions++;
            }
        }
        return Optional.of(new VisibleFiles(partitions, files, bytes));
    }

    private static boolean isHidden(Path path) {
        return path.getName().startsWith(".") || path.getName().startsWith("_");
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
