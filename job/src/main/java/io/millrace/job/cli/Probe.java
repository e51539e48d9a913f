package io.millrace.job.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A small file that shows what may be done in a directory. Once it is closed, nothing of it is left. */
final class Probe implements AutoCloseable {

    private static final byte[] CONTENT = "millrace-validate".getBytes(StandardCharsets.UTF_8);

    private final FileSystem fileSystem;
    private final Path directory;
    private final Path file;
    private final List<Path> absent;
    private boolean begun;

    private Probe(FileSystem fileSystem, Path directory, List<Path> absent) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.file = new Path(directory, ".millrace-validate-" + UUID.randomUUID());
        this.absent = absent;
    }

    /** For a directory that need not be there yet. Writes nothing. */
    static Probe in(Path directory) throws IOException {
        FileSystem fileSystem = directory.getFileSystem();
        List<Path> absent = new ArrayList<>();
        for (Path path = directory; path.getParent() != null && !fileSystem.exists(path); path = path.getParent()) {
            absent.add(path);
        }
        return new Probe(fileSystem, directory, absent);
    }

    void write() throws IOException {
        begun = true;
        try (FSDataOutputStream out = fileSystem.create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(CONTENT);
        }
    }

    boolean isListed() throws IOException {
        return Arrays.stream(fileSystem.listStatus(directory))
                .map(FileStatus::getPath)
                .anyMatch(path -> path.getName().equals(file.getName()));
    }

    /** Deletes the file, and the directories that were made for it, on an object store the objects that mark them. */
    @Override
    public void close() throws IOException {
        if (!begun) {
            return;
        }
        boolean deleted = fileSystem.delete(file, false);
        for (Path path : absent) {
            fileSystem.delete(path, false);
        }
        if (!deleted) {
            throw new IOException("what was written could not be deleted: " + file);
        }
    }
}
