package io.millrace.job.announce;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.RecentHistogram;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is counted of writes to a stream, under the names and the label that existing dashboards know; Flink puts its scope
 * before them, and {@code docs/reference/commit-log.md} says how Prometheus gets the names alone. Any thread.
 */
final class StreamMetrics {

    private final Counter attempts;
    private final Counter successes;
    private final Counter failedRecords;
    private final Counter largePayloads;
    private final Counter batchFailures;
    private final Histogram latency;
    private final Histogram batchSize;

    StreamMetrics(MetricGroup group, String stream) {
        MetricGroup own = group.addGroup(MetricNames.STREAM_LABEL, stream);
        attempts = own.counter(MetricNames.STREAM_ATTEMPTS);
        successes = own.counter(MetricNames.STREAM_SUCCESSES);
        failedRecords = own.counter(MetricNames.STREAM_FAILED_RECORDS);
        largePayloads = own.counter(MetricNames.STREAM_LARGE_PAYLOADS);
        batchFailures = own.counter(MetricNames.STREAM_BATCH_FAILURES);
        latency = own.histogram(MetricNames.STREAM_LATENCY, new RecentHistogram(1e9));
        batchSize = own.histogram(MetricNames.STREAM_BATCH_SIZE, new RecentHistogram(1));
    }

    /** A call was made with so many records, and took so long. */
    synchronized void attempt(int records, long nanos) {
        attempts.inc();
        batchSize.update(records);
        latency.update(nanos);
    }

    /** Every record of a call is on the stream. */
    synchronized void success() {
        successes.inc();
    }

    /** So many records of a call are not. */
    synchronized void failedRecords(int records) {
        failedRecords.inc(records);
    }

    /** An announcement's entry went to an object. */
    synchronized void largePayload() {
        largePayloads.inc();
    }

    /** Records were given up. */
    synchronized void batchFailure() {
        batchFailures.inc();
    }
}
