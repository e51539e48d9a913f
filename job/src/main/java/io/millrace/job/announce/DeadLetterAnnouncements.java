package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Announcer;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;

/**
 * Announces every file as one of dead letters, so that nobody who follows the log takes it for data.
 *
 * @param announcers open what tells the world
 */
public record DeadLetterAnnouncements(Announcer.Factory announcers) implements Announcer.Factory {

    public DeadLetterAnnouncements {
        requireNonNull(announcers, "announcers");
    }

    @Override
    public boolean announces() {
        return announcers.announces();
    }

    @Override
    public Announcer open(MetricGroup metrics) {
        return new DeadLetters(announcers.open(metrics));
    }

    private record DeadLetters(Announcer announcer) implements Announcer {

        @Override
        public void announce(List<? extends LogEntry> files) throws IOException, InterruptedException {
            announcer.announce(files.stream()
                    .map(CommittedFile.class::cast)
                    .map(DeadLetterFile::new)
                    .toList());
        }

        @Override
        public void close() {
            announcer.close();
        }
    }
}
