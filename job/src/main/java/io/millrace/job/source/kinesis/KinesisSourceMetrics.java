package io.millrace.job.source.kinesis;

import io.millrace.job.aws.ShardRecord;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.RecentHistogram;
import io.millrace.job.metrics.SharedCounter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one reader. Counters start at zero with every start of the task.
 *
 * <p>Threads: any.
 */
final class KinesisSourceMetrics {

    private final MetricGroup group;
    private final Counter records;
    private final Counter bytes;
    private final Counter strayed;
    private final Counter throttles;
    private final Counter expiredIterators;
    private final Counter receiveFailures;
    private final Counter subscriptions;
    private final Counter gaps;
    private final Histogram receiveBatches;
    private final Map<String, AtomicLong> millisBehind = new ConcurrentHashMap<>();

    KinesisSourceMetrics(MetricGroup operator) {
        group = operator.addGroup(MetricNames.GROUP);
        records = group.counter(MetricNames.STREAM_RECORDS_READ, new SharedCounter());
        bytes = group.counter(MetricNames.STREAM_BYTES_READ, new SharedCounter());
        strayed = group.counter(MetricNames.STRAYED_RECORDS, new SharedCounter());
        throttles = group.counter(MetricNames.THROTTLES, new SharedCounter());
        expiredIterators = group.counter(MetricNames.EXPIRED_ITERATORS, new SharedCounter());
        receiveFailures = group.counter(MetricNames.RECEIVE_FAILURES, new SharedCounter());
        subscriptions = group.counter(MetricNames.SUBSCRIPTIONS, new SharedCounter());
        gaps = group.counter(MetricNames.GAPS, new SharedCounter());
        receiveBatches = group.histogram(MetricNames.RECEIVE_BATCH_SIZE, new RecentHistogram(1));
    }

    /** What the reader has emitted, with the metrics of how fresh that is. Once for a reader. */
    EmittedPages emittedPages(InstantSource clock) {
        RecentHistogram latency = new RecentHistogram(1000);
        EmittedPages pages = new EmittedPages(latency, clock);
        group.histogram(MetricNames.COMMIT_LATENCY_SECONDS, latency);
        group.<Double, Gauge<Double>>gauge(MetricNames.NEWEST_COMMITTED_AGE_SECONDS, pages::newestCommittedAgeSeconds);
        group.<Double, Gauge<Double>>gauge(
                MetricNames.OLDEST_UNCOMMITTED_AGE_SECONDS, pages::oldestUncommittedAgeSeconds);
        return pages;
    }

    /** A page has come. */
    void read(List<ShardRecord> page, String shardId, long millisBehindLatest) {
        records.inc(page.size());
        receiveBatches.update(page.size());
        for (ShardRecord record : page) {
            bytes.inc(record.data().length);
        }
        millisBehind.computeIfAbsent(shardId, this::gauge).set(millisBehindLatest);
    }

    /** A packed record was in a shard to which its parts do not belong. */
    void strayed() {
        strayed.inc();
    }

    /** Kinesis asked for patience. */
    void throttled() {
        throttles.inc();
    }

    void iteratorExpired() {
        expiredIterators.inc();
    }

    /** A call failed for another passing reason. */
    void receiveFailed() {
        receiveFailures.inc();
    }

    /** A subscription of enhanced fan-out was begun. */
    void subscribed() {
        subscriptions.inc();
    }

    /** Records were lost, and that is accepted. */
    void gap() {
        gaps.inc();
    }

    private AtomicLong gauge(String shardId) {
        AtomicLong value = new AtomicLong();
        group.addGroup("shard", shardId).<Long, Gauge<Long>>gauge(MetricNames.MILLIS_BEHIND_LATEST, value::get);
        return value;
    }
}
