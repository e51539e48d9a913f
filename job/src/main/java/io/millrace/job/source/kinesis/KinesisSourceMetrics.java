package io.millrace.job.source.kinesis;

import io.millrace.job.aws.ShardRecord;
import io.millrace.job.metrics.MetricNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one reader. Counters start at zero with every start of the task.
 *
 * <p>Threads: any.
 */
final class KinesisSourceMetrics {

    private final MetricGroup group;
    private final LongAdder records;
    private final LongAdder bytes;
    private final LongAdder strayed;
    private final LongAdder throttles;
    private final LongAdder expiredIterators;
    private final LongAdder receiveFailures;
    private final LongAdder subscriptions;
    private final LongAdder gaps;
    private final Map<String, AtomicLong> millisBehind = new ConcurrentHashMap<>();

    KinesisSourceMetrics(MetricGroup operator) {
        group = operator.addGroup(MetricNames.GROUP);
        records = counter(MetricNames.STREAM_RECORDS_READ);
        bytes = counter(MetricNames.STREAM_BYTES_READ);
        strayed = counter(MetricNames.STRAYED_RECORDS);
        throttles = counter(MetricNames.THROTTLES);
        expiredIterators = counter(MetricNames.EXPIRED_ITERATORS);
        receiveFailures = counter(MetricNames.RECEIVE_FAILURES);
        subscriptions = counter(MetricNames.SUBSCRIPTIONS);
        gaps = counter(MetricNames.GAPS);
    }

    /** A page has come. */
    void read(List<ShardRecord> page, String shardId, long millisBehindLatest) {
        records.add(page.size());
        for (ShardRecord record : page) {
            bytes.add(record.data().length);
        }
        millisBehind.computeIfAbsent(shardId, this::gauge).set(millisBehindLatest);
    }

    /** A packed record was in a shard to which its parts do not belong. */
    void strayed() {
        strayed.increment();
    }

    /** Kinesis asked for patience. */
    void throttled() {
        throttles.increment();
    }

    void iteratorExpired() {
        expiredIterators.increment();
    }

    /** A call failed for another passing reason. */
    void receiveFailed() {
        receiveFailures.increment();
    }

    /** A subscription of enhanced fan-out was begun. */
    void subscribed() {
        subscriptions.increment();
    }

    /** Records were lost, and that is accepted. */
    void gap() {
        gaps.increment();
    }

    private AtomicLong gauge(String shardId) {
        AtomicLong value = new AtomicLong();
        group.addGroup("shard", shardId).<Long, Gauge<Long>>gauge(MetricNames.MILLIS_BEHIND_LATEST, value::get);
        return value;
    }

    private LongAdder counter(String name) {
        SharedCounter counter = new SharedCounter();
        group.counter(name, counter);
        return counter.count;
    }

    /** Flink's own counters belong to one thread. */
    private static final class SharedCounter implements Counter {

        private final LongAdder count = new LongAdder();

        @Override
        public void inc() {
            count.increment();
        }

        @Override
        public void inc(long n) {
            count.add(n);
        }

        @Override
        public void dec() {
            count.decrement();
        }

        @Override
        public void dec(long n) {
            count.add(-n);
        }

        @Override
        public long getCount() {
            return count.sum();
        }
    }
}
