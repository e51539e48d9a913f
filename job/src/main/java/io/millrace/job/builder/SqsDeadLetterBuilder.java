// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.SqsDeadLetterConfig;
import java.time.Duration;
import java.util.function.Consumer;

/** What is said of {@code dead-letter.sqs}. */
public final class SqsDeadLetterBuilder extends SectionBuilder<SqsDeadLetterConfig> {

    SqsDeadLetterBuilder() {}

    /**
     * {@code queue-url}: The queue's URL. On a FIFO queue (a name that ends in {@code .fifo}) a letter's id is the
     * deduplication id, and its message's id the group. Required. Example: {@code
     * https://sqs.eu-west-1.amazonaws.com/123456789012/events-dead}.
     */
    public SqsDeadLetterBuilder queueUrl(String queueUrl) {
        value("queue-url", queueUrl);
        return this;
    }

    /**
     * {@code region}: The queue's AWS region. Taken from the queue's URL when that names one, otherwise from the usual
     * AWS places. Example: {@code eu-west-1}.
     */
    public SqsDeadLetterBuilder region(String region) {
        value("region", region);
        return this;
    }

    /**
     * {@code endpoint}: Another endpoint than AWS's, for a compatible server. Example: {@code http://localhost:9324}.
     */
    public SqsDeadLetterBuilder endpoint(String endpoint) {
        value("endpoint", endpoint);
        return this;
    }

    /**
     * {@code max-message-size}: How large a message of the queue may be, attributes included: at most the queue's
     * {@code MaximumMessageSize}. A larger letter becomes an object, and its message names it. Since August 2025 SQS
     * allows 1 MiB; queues and servers from before allow 256 KiB. Between 4 KiB and 1 MiB. Default: {@code 256 KiB}.
     */
    public SqsDeadLetterBuilder maxMessageSize(ByteSize maxMessageSize) {
        value("max-message-size", maxMessageSize);
        return this;
    }

    /**
     * {@code timeout}: How long a letter that the queue does not take for a passing reason is sent again before the job
     * fails and goes on from its last checkpoint; the time ends the attempts, and not their number. The job's
     * checkpoints, and with them its rows, wait as long. Between 1 s and 30 min. Default: {@code 60 s}.
     */
    public SqsDeadLetterBuilder timeout(Duration timeout) {
        value("timeout", timeout);
        return this;
    }

    /** {@code retry}: The pauses between the attempts; the last one ends with {@code timeout}. */
    public SqsDeadLetterBuilder retry(Consumer<? super DeadLetterRetryBuilder> retry) {
        section("retry", new DeadLetterRetryBuilder(), retry);
        return this;
    }

    /** {@code retry}: The pauses between the attempts; the last one ends with {@code timeout}. */
    public SqsDeadLetterBuilder retry() {
        section("retry", new DeadLetterRetryBuilder(), retry -> {});
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public SqsDeadLetterBuilder client(Consumer<? super AwsClientBuilder> client) {
        section("client", new AwsClientBuilder(), client);
        return this;
    }

    /** {@code client}: How requests are made: as whom, by which way, how patiently. */
    public SqsDeadLetterBuilder client() {
        section("client", new AwsClientBuilder(), client -> {});
        return this;
    }
}
