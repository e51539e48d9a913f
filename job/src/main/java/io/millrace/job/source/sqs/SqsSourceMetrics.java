package io.millrace.job.source.sqs;

import static io.millrace.job.metrics.MetricNames.DELETE_FAILURES;
import static io.millrace.job.metrics.MetricNames.GROUP;
import static io.millrace.job.metrics.MetricNames.LEASES_LOST;
import static io.millrace.job.metrics.MetricNames.LEASE_EXTENSIONS;
import static io.millrace.job.metrics.MetricNames.MESSAGES_DELETED;
import static io.millrace.job.metrics.MetricNames.MESSAGES_IN_FLIGHT;
import static io.millrace.job.metrics.MetricNames.MESSAGES_RECEIVED;
import static io.millrace.job.metrics.MetricNames.MIN_VISIBILITY_SECONDS;
import static io.millrace.job.metrics.MetricNames.OLDEST_MESSAGE_AGE_SECONDS;
import static io.millrace.job.metrics.MetricNames.RECEIVE_FAILURES;
import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.SharedCounter;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
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
        group.<Long, Gauge<Long>>gauge(MIN_VISIBILITY_SECONDS, this::minVisibilitySeconds);
        group.<Integer, Gauge<Integer>>gauge(
                MESSAGES_IN_FLIGHT, () -> receipts.summary().held());
        group.<Long, Gauge<Long>>gauge(OLDEST_MESSAGE_AGE_SECONDS, this::oldestMessageAgeSeconds);
    }

    void received(int messages) {
        received.inc(messages);
    }

    /** A whole receive call failed for a passing reason. */
    void receiveFailed() {
        receiveFailures.inc();
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

    /** Zero when nothing is held. */
    private long oldestMessageAgeSeconds() {
        long sentAt = receipts.summary().oldestSentAtMillis();
        return sentAt == Long.MAX_VALUE ? 0 : Math.max(0, (clock.millis() - sentAt) / 1000);
    }
}
