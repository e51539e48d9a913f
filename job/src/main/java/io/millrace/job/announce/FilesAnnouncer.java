package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Announcer;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Announces in the log's directory: an object for each checkpoint and parallel instance. */
final class FilesAnnouncer implements Announcer {

    private final String job;
    private final LogDirectory directory;
    private final Supplier<Patience> patience;

    FilesAnnouncer(String job, LogDirectory directory, Supplier<Patience> patience) {
        this.job = requireNonNull(job, "job");
        this.directory = requireNonNull(directory, "directory");
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public void announce(List<? extends LogEntry> entries) throws IOException, InterruptedException {
        List<LogRow> rows =
                entries.stream().map(entry -> new LogRow(job, entry)).toList();
        Patience left = patience.get();
        while (true) {
            try {
                directory.log(rows);
                return;
            } catch (IOException e) {
                left.pauseAfter(e, "writing the commit log in " + directory.root());
            }
        }
    }

    @Override
    public void close() {}
}
