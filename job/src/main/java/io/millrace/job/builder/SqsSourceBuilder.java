// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.SqsSourceConfig;
import java.time.Duration;
import java.util.function.Consumer;

/** What is said of {@code source.sqs}. */
public final class SqsSourceBuilder extends SectionBuilder<SqsSourceConfig> {

    SqsSourceBuilder() {}

    /**
     * {@code queue-url}: The queue's URL. A name that ends in {@code .fifo} is a FIFO queue. Required. Example: {@code
     * https://sqs.eu-west-1.amazonaws.com/123456789012/events}.
     */
    public SqsSourceBuilder queueUrl(String queueUrl) {
        value("queue-url", queueUrl);
        return this;
    }

    /**
     * {@code region}: The queue's AWS region. Taken from the queue's URL when that names one, otherwise from the usual
     * AWS places. Example: {@code eu-west-1}.
     */
    public SqsSourceBuilder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code endpoint}: Another endpoint than AWS's, for a compatible server. Example: {@code http://localhost:9324}.
     */
    public SqsSourceBuilder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }

    /**
     * {@code mode}: {@code continuous} runs until it is stopped; {@code drain} ends when the queue is empty: no message
     * visible, in flight or delayed. Default: {@code continuous}.
     */
    public SqsSourceBuilder mode(SqsSourceConfig.Mode mode) {
        value("mode", mode);
        return this;
    }

    /**
     * {@code receives}: How many receive calls each parallel reader keeps open at once. Between 1 and 64. Default:
     * {@code 4}.
     */
    public SqsSourceBuilder receives(int receives) {
        value("receives", receives);
        return this;
    }

    /** {@code batch-size}: How many messages one receive call asks for. Between 1 and 10. Default: {@code 10}. */
    public SqsSourceBuilder batchSize(int batchSize) {
        value("batch-size", batchSize);
        return this;
    }

    /**
     * {@code wait-time}: How long a receive call waits for a message (long polling). Between 0 s and 20 s. Default:
     * {@code 20 s}.
     */
    public SqsSourceBuilder waitTime(Duration waitTime) {
        value("wait-time", waitTime);
        return this;
    }

    /**
     * {@code visibility-timeout}: How long a received message stays hidden from other receivers until it is extended.
     * Default: three checkpoint intervals, at least 2 min. Extended as long as the job holds the message, whatever the
     * backpressure. Between 2 s and 12 h.
     */
    public SqsSourceBuilder visibilityTimeout(Duration visibilityTimeout) {
        value("visibility-timeout", visibilityTimeout);
        return this;
    }

    /**
     * {@code max-in-flight}: How many messages the whole job may hold at once, received and not yet deleted. Default:
     * what SQS allows a queue, 120000. Between 1 and 120000.
     */
    public SqsSourceBuilder maxInFlight(int maxInFlight) {
        value("max-in-flight", maxInFlight);
        return this;
    }

    /**
     * {@code deletes}: How many delete calls each parallel reader keeps open at once. Between 1 and 64. Default: {@code
     * 4}.
     */
    public SqsSourceBuilder deletes(int deletes) {
        value("deletes", deletes);
        return this;
    }

    /**
     * {@code close-timeout}: How long a stopping reader waits for its deletes to be confirmed. Between 0 s and 10 min.
     * Default: {@code 10 s}.
     */
    public SqsSourceBuilder closeTimeout(Duration closeTimeout) {
        value("close-timeout", closeTimeout);
        return this;
    }

    /**
     * {@code drain-check-interval}: In {@code drain} mode: the time between two readings of the queue's counters, three
     * of which must show an empty queue. The counters of AWS settle within a minute; a shorter time is for test
     * servers. Between 100 ms and 10 min. Default: {@code 20 s}.
     */
    public SqsSourceBuilder drainCheckInterval(Duration drainCheckInterval) {
        value("drain-check-interval", drainCheckInterval);
        return this;
    }

    /** {@code retry}: How failed receive, delete and visibility calls are repeated. */
    public SqsSourceBuilder retry(Consumer<? super RetryBuilder> retry) {
        section("retry", new RetryBuilder(), retry);
        return this;
    }

    /** {@code retry}: How failed receive, delete and visibility calls are repeated. */
    public SqsSourceBuilder retry() {
        section("retry", new RetryBuilder(), retry -> {});
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public SqsSourceBuilder client(Consumer<? super AwsClientBuilder> client) {
        section("client", new AwsClientBuilder(), client);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public SqsSourceBuilder client() {
        section("client", new AwsClientBuilder(), client -> {});
        return this;
    }
}
