package io.millrace.job.source.sqs;

import static io.millrace.job.metrics.MetricNames.COMMIT_LATENCY_SECONDS;
import static io.millrace.job.metrics.MetricNames.DELETE_BATCH_SIZE;
import static io.millrace.job.metrics.MetricNames.DELETE_FAILURES;
import static io.millrace.job.metrics.MetricNames.GROUP;
import static io.millrace.job.metrics.MetricNames.LEASES_LOST;
import static io.millrace.job.metrics.MetricNames.LEASE_EXTENSIONS;
import static io.millrace.job.metrics.MetricNames.MESSAGES_DELETED;
import static io.millrace.job.metrics.MetricNames.MESSAGES_IN_FLIGHT;
import static io.millrace.job.metrics.MetricNames.MESSAGES_RECEIVED;
import static io.millrace.job.metrics.MetricNames.MIN_VISIBILITY_SECONDS;
import static io.millrace.job.metrics.MetricNames.NEWEST_COMMITTED_AGE_SECONDS;
import static io.millrace.job.metrics.MetricNames.OLDEST_MESSAGE_AGE_SECONDS;
import static io.millrace.job.metrics.MetricNames.OLDEST_UNCOMMITTED_AGE_SECONDS;
import static io.millrace.job.metrics.MetricNames.RECEIVE_BATCH_SIZE;
import static io.millrace.job.metrics.MetricNames.RECEIVE_FAILURES;
import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.RecentHistogram;
import io.millrace.job.metrics.SharedCounter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one reader. Counters start at zero with every start of the task.
 *
 * <p>Threads: any.
 */
final class SqsSourceMetrics {

    private final Receipts receipts;
    private final InstantSource clock;
    private final Duration visibility;

    private final Counter received;
    private final Counter receiveFailures;
    private final Counter deleted;
    private final Counter deleteFailures;
    private final Counter leaseExtensions;
    private final Counter leasesLost;
    private final Histogram receiveBatches;
    private final Histogram deleteBatches;
    private final Histogram commitLatency;

    /** {@link Long#MIN_VALUE} until something is committed. */
    private volatile long newestCommittedAtMillis = Long.MIN_VALUE;

    SqsSourceMetrics(MetricGroup operator, Receipts receipts, Duration visibility, InstantSource clock) {
        this.receipts = requireNonNull(receipts, "receipts");
        this.visibility = requireNonNull(visibility, "visibility");
        this.clock = requireNonNull(clock, "clock");
        MetricGroup group = operator.addGroup(GROUP);
        received = group.counter(MESSAGES_RECEIVED, new SharedCounter());
        receiveFailures = group.counter(RECEIVE_FAILURES, new SharedCounter());
        deleted = group.counter(MESSAGES_DELETED, new SharedCounter());
        deleteFailures = group.counter(DELETE_FAILURES, new SharedCounter());
        leaseExtensions = group.counter(LEASE_EXTENSIONS, new SharedCounter());
        leasesLost = group.counter(LEASES_LOST, new SharedCounter());
        receiveBatches = group.histogram(RECEIVE_BATCH_SIZE, new RecentHistogram(1));
        deleteBatches = group.histogram(DELETE_BATCH_SIZE, new RecentHistogram(1));
        commitLatency = group.histogram(COMMIT_LATENCY_SECONDS, new RecentHistogram(1000));
        group.<Double, Gauge<Double>>gauge(NEWEST_COMMITTED_AGE_SECONDS, this::newestCommittedAgeSeconds);
        group.<Long, Gauge<Long>>gauge(OLDEST_UNCOMMITTED_AGE_SECONDS, this::oldestUncommittedAgeSeconds);
        group.<Long, Gauge<Long>>gauge(MIN_VISIBILITY_SECONDS, this::minVisibilitySeconds);
        group.<Integer, Gauge<Integer>>gauge(
                MESSAGES_IN_FLIGHT, () -> receipts.summary().held());
        group.<Long, Gauge<Long>>gauge(OLDEST_MESSAGE_AGE_SECONDS, this::oldestMessageAgeSeconds);
    }

    /** A receive call brought so many. */
    void received(int messages) {
        received.inc(messages);
        receiveBatches.update(messages);
    }

    /** A whole receive call failed for a passing reason. */
    void receiveFailed() {
        receiveFailures.inc();
    }

    /** A delete call named so many. */
    void deleteCalled(int messages) {
        deleteBatches.update(messages);
    }

    /** The checkpoint that holds these is complete. Called by one thread. */
    void committed(List<Receipt> messages) {
        long now = clock.millis();
        long newest = newestCommittedAtMillis;
        for (Receipt message : messages) {
            commitLatency.update(now - message.receivedAtMillis());
            newest = Math.max(newest, message.sentAtMillis());
        }
        newestCommittedAtMillis = newest;
    }

    void deleted(int messages) {
        deleted.inc(messages);
    }

    /** A round of deletes ended without these messages' being deleted. */
    void deleteFailed(int messages) {
        deleteFailures.inc(messages);
    }

    void leasesExtended(int messages) {
        leaseExtensions.inc(messages);
    }

    void leasesLost(int messages) {
        leasesLost.inc(messages);
    }

    /** The full visibility timeout when nothing is held. */
    private long minVisibilitySeconds() {
        long end = receipts.summary().earliestLeaseEndMillis();
        return end == Long.MAX_VALUE ? visibility.toSeconds() : Math.max(0, (end - clock.millis()) / 1000);
    }

    private long oldestMessageAgeSeconds() {
        return ageSeconds(receipts.summary().oldestSentAtMillis());
    }

    private long oldestUncommittedAgeSeconds() {
        return ageSeconds(receipts.summary().oldestUncommittedSentAtMillis());
    }

    private double newestCommittedAgeSeconds() {
        long sentAt = newestCommittedAtMillis;
        return sentAt == Long.MIN_VALUE ? Double.NaN : Math.max(0, clock.millis() - sentAt) / 1000.0;
    }

    /** Zero when there is none. */
    private long ageSeconds(long sentAtMillis) {
        return sentAtMillis == Long.MAX_VALUE ? 0 : Math.max(0, (clock.millis() - sentAtMillis) / 1000);
    }
}
