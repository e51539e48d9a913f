package io.millrace.job.announce;

import io.millrace.job.record.Announcer;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.util.List;

/** Several announcers, one after the other: when one fails, those behind it are not told, until the next try. */
final class EachAnnouncer implements Announcer {

    private final List<Announcer> announcers;

    EachAnnouncer(List<Announcer> announcers) {
        this.announcers = List.copyOf(announcers);
    }

    @Override
    public void announce(List<? extends LogEntry> entries) throws IOException, InterruptedException {
        for (Announcer announcer : announcers) {
            announcer.announce(entries);
        }
    }

    @Override
    public void close() {
        announcers.forEach(Announcer::close);
    }
}
