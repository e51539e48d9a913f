package io.millrace.job.announce;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is counted of writes to a stream, under the names and the label that existing dashboards know; Flink puts its scope
 * before them, and {@code docs/reference/commit-log.md} says how Prometheus gets the names alone. Any thread.
 */
final class StreamMetrics {

    static final String LABEL = "stream_name";
    static final String ATTEMPTS = "kinesis_write_attempts_total";
    static final String SUCCESSES = "kinesis_write_success_total";
    static final String FAILED_RECORDS = "kinesis_failed_records_total";
    static final String LARGE_PAYLOADS = "kinesis_large_payloads_total";
    static final String BATCH_FAILURES = "kinesis_batch_write_failures_total";
    static final String LATENCY = "kinesis_write_latency_seconds";

    private final Counter attempts;
    private final Counter successes;
    private final Counter failedRecords;
    private final Counter largePayloads;
    private final Counter batchFailures;
    private final SecondsHistogram latency;

    StreamMetrics(MetricGroup group, String stream) {
        MetricGroup own = group.addGroup(LABEL, stream);
        attempts = own.counter(ATTEMPTS);
        successes = own.counter(SUCCESSES);
        failedRecords = own.counter(FAILED_RECORDS);
        largePayloads = own.counter(LARGE_PAYLOADS);
        batchFailures = own.counter(BATCH_FAILURES);
        latency = own.histogram(LATENCY, new SecondsHistogram());
    }

    /** A call was made, and took so long. */
    synchronized void attempt(long nanos) {
        attempts.inc();
        latency.updateNanos(nanos);
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
