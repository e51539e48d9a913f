package io.millrace.job.source.files;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.FilePattern;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Finds the files of a pattern and cuts them into byte ranges, in the order of their names. Files and directories whose
 * names begin with {@code .} or {@code _} are left out, as every reader of a data lake does; empty files give nothing.
 */
public final class MatchingFiles implements FileEnumerator {

    private final FilePattern pattern;
    private final long splitSize;

    /** @param splitSize the largest range, in bytes */
    public MatchingFiles(FilePattern pattern, long splitSize) {
        this.pattern = requireNonNull(pattern, "pattern");
        this.splitSize = splitSize;
    }

    /**
     * The files, sorted by path.
     *
     * @throws FileNotFoundException when there is none: a mistyped pattern must not look like a finished job
     */
    public List<FileStatus> files() throws IOException {
        Path base = new Path(pattern.base().toUri());
        FileSystem fileSystem = base.getFileSystem();
        List<FileStatus> found = new ArrayList<>();
        if (fileSystem.exists(base)) {
            FileStatus status = fileSystem.getFileStatus(base);
            if (status.isDir()) {
                walk(fileSystem, base, "", pattern.names(), found);
            } else {
                found.add(status);
            }
        }
        if (found.isEmpty()) {
            throw new FileNotFoundException("source.files.path: no file matches " + pattern);
        }
        found.sort(Comparator.comparing(file -> file.getPath().toString()));
        return found;
    }

    private static void walk(
            FileSystem fileSystem, Path directory, String relative, Pattern names, List<FileStatus> found)
            throws IOException {
        FileStatus[] entries = fileSystem.listStatus(directory);
        if (entries == null) {
            throw new IOException("the directory " + directory + " went away while it was listed");
        }
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            String path = relative + name;
            if (entry.isDir()) {
                walk(fileSystem, entry.getPath(), path + "/", names, found);
            } else if (names.matcher(path).matches()) {
                found.add(entry);
            }
        }
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] base, int minDesiredSplits) throws IOException {
        try {
            return splits();
        } catch (FileNotFoundException e) {
            throw new SuppressRestartsException(e);
        }
    }

    /** The byte ranges of {@link #files}. */
    List<FileSourceSplit> splits() throws IOException {
        List<FileSourceSplit> splits = new ArrayList<>();
        for (FileStatus file : files()) {
            boolean whole = Compression.of(file.getPath().getName()) != Compression.NONE;
            long size = file.getLen();
            for (long from = 0; from < size; from += whole ? size : splitSize) {
                long length = whole ? size : Math.min(splitSize, size - from);
                splits.add(new FileSourceSplit(
                        String.valueOf(splits.size()), file.getPath(), from, length, file.getModificationTime(), size));
            }
        }
        return splits;
    }
}
