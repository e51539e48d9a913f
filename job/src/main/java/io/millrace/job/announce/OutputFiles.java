package io.millrace.job.announce;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** What stands under an output's path for all to see: everything but names that begin with a dot or an underscore. */
final class OutputFiles {

    private OutputFiles() {}

    /** The sizes of the files, by their paths as announcements spell them. */
    static Map<String, Long> sizes(URI output) throws IOException {
        Path root = new Path(output);
        FileSystem fileSystem = root.getFileSystem();
        Map<String, Long> sizes = new TreeMap<>();
        Deque<Path> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            for (FileStatus child : list(fileSystem, open.remove())) {
                Path path = child.getPath();
                if (path.getName().startsWith(".") || path.getName().startsWith("_")) {
                    continue;
                }
                if (child.isDir()) {
                    open.add(path);
                } else {
                    sizes.put(spelled(path), child.getLen());
                }
            }
        }
        return sizes;
    }

    /** A local path without its scheme, anything else as a URI: as a committed file has it. */
    static String spelled(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.getPath() : path.toString();
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
