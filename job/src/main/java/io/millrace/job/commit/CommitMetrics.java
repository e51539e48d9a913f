package io.millrace.job.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.RecentHistogram;
import io.millrace.model.CommittedFile;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of one committer. Counters start at zero with every start of the task. Written by the task's thread. */
final class CommitMetrics {

    private final InstantSource clock;

    private final Counter files;
    private final Counter rows;
    private final Counter bytes;
    private final Counter failures;
    private final Histogram fileSize;
    private final Histogram duration;

    /** {@link Long#MIN_VALUE} until a file with event times is visible. */
    private volatile long newestEventMicros = Long.MIN_VALUE;

    CommitMetrics(MetricGroup operator, InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        MetricGroup group = operator.addGroup(MetricNames.GROUP);
        files = group.counter(MetricNames.FILES_COMMITTED);
        rows = group.counter(MetricNames.ROWS_COMMITTED);
        bytes = group.counter(MetricNames.BYTES_COMMITTED);
        failures = group.counter(MetricNames.COMMIT_FAILURES);
        fileSize = group.histogram(MetricNames.FILE_SIZE_BYTES, new RecentHistogram(1));
        duration = group.histogram(MetricNames.COMMIT_SECONDS, new RecentHistogram(1e9));
        group.<Double, Gauge<Double>>gauge(MetricNames.NEWEST_EVENT_AGE_SECONDS, this::newestEventAgeSeconds);
    }

    /** These have become visible, and were announced, in so long. */
    void committed(List<CommittedFile> committed, long nanos) {
        for (CommittedFile file : committed) {
            files.inc();
            rows.inc(file.rows());
            bytes.inc(file.bytes());
            fileSize.update(file.bytes());
            if (file.maxEventTimeMicros() != null) {
                newestEventMicros = Math.max(newestEventMicros, file.maxEventTimeMicros());
            }
        }
        duration.update(nanos);
    }

    /** A commit did not come to its end. */
    void failed() {
        failures.inc();
    }

    /** Below zero when an event is dated in the future. */
    private double newestEventAgeSeconds() {
        long newest = newestEventMicros;
        return newest == Long.MIN_VALUE ? Double.NaN : (clock.millis() - newest / 1000.0) / 1000;
    }
}
