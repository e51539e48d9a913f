package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Announcer;
import io.millrace.model.LogEntry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces on a stream, first what could not be announced before; what cannot be announced now either is kept in the log's
 * directory. Every parallel instance takes whatever waits there, so that an entry may be announced several times.
 */
final class DeferringAnnouncer implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(DeferringAnnouncer.class);

    private final String job;
    private final StreamAnnouncer stream;
    private final LogDirectory directory;
    private final Supplier<Patience> patience;

    DeferringAnnouncer(String job, StreamAnnouncer stream, LogDirectory directory, Supplier<Patience> patience) {
        this.job = requireNonNull(job, "job");
        this.stream = requireNonNull(stream, "stream");
        this.directory = requireNonNull(directory, "directory");
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public void announce(List<? extends LogEntry> entries) throws IOException, InterruptedException {
        List<LogRow> rows =
                entries.stream().map(entry -> new LogRow(job, entry)).toList();
        Patience left = patience.get();
        try {
            drain(directory, stream, left);
            stream.announce(rows, left);
        } catch (IOException e) {
            directory.defer(rows);
            LOG.warn(
                    "{} announcements wait in {}: they, and those before them, are sent with the next commit, or by"
                            + " 'millrace commits announce'",
                    rows.size(),
                    directory.root(),
                    e);
        }
    }

    /**
     * Announces what waits, and removes it.
     *
     * @return how many entries were announced
     */
    static long drain(LogDirectory directory, StreamAnnouncer stream, Patience left)
            throws IOException, InterruptedException {
        long announced = 0;
        for (Path object : directory.pending()) {
            List<LogRow> rows;
            try {
                rows = directory.read(object);
            } catch (FileNotFoundException e) {
                // Another instance was faster.
                continue;
            }
            stream.announce(rows, left);
            directory.remove(object);
            announced += rows.size();
        }
        return announced;
    }

    @Override
    public void close() {
        stream.close();
    }
}
