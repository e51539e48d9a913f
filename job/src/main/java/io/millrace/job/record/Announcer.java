package io.millrace.job.record;

import io.millrace.model.LogEntry;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;

/**
 * Tells the world what has become true: which files are visible, and how records add up.
 *
 * <p>Threads: the committing task's, one at a time. A call may take as long as {@code announce.timeout} and may be
 * interrupted. What was announced may be announced again after a restart, so a reader recognises an entry it has seen.
 */
public interface Announcer extends AutoCloseable {

    /**
     * Announces entries of one checkpoint and parallel instance, whose files are all visible.
     *
     * @throws IOException when not all of them could be announced; the job fails, and tries again after its restart
     */
    void announce(List<? extends LogEntry> entries) throws IOException, InterruptedException;

    @Override
    void close();

    /** Opens announcers; shipped to where they are used. */
    interface Factory extends Serializable {

        /** Nothing is announced. */
        Factory NONE = new Nobody();

        /** @param metrics the group of the operator that announces */
        Announcer open(MetricGroup metrics);

        /** Whether anybody is told; otherwise statistics that are only for announcements need not be gathered. */
        default boolean announces() {
            return true;
        }
    }

    /** For a job without announcements. */
    record Nobody() implements Factory, Announcer {

        @Override
        public Announcer open(MetricGroup metrics) {
            return this;
        }

        @Override
        public boolean announces() {
            return false;
        }

        @Override
        public void announce(List<? extends LogEntry> entries) {}

        @Override
        public void close() {}
    }
}
