package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/** The log in a directory. An object is written once, so it is read once. */
final class DirectoryLog implements CommitLog {

    private final LogDirectory directory;
    private final Set<String> read = new HashSet<>();

    DirectoryLog(LogDirectory directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    @Override
    public boolean poll(Visitor visitor) throws IOException {
        for (Path object : directory.objects()) {
            if (!read.add(object.getName())) {
                continue;
            }
            List<LogRow> rows;
            try {
                rows = directory.read(object);
            } catch (IOException e) {
                visitor.unreadable(object.toString(), message(e));
                continue;
            }
            for (LogRow row : rows) {
                visitor.row(row);
            }
        }
        return true;
    }

    static String message(IOException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    @Override
    public void close() {}
}
