package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/** An SQS queue as the source. */
public record SqsSourceConfig(
        @Key(
                        doc = "The queue's URL. A name that ends in `.fifo` is a FIFO queue.",
                        example = "https://sqs.eu-west-1.amazonaws.com/123456789012/events")
                QueueUrl queueUrl,
        @Key(
                        doc =
                                "The queue's AWS region. Taken from the queue's URL when that names one, otherwise from the usual AWS places.",
                        optional = true,
                        example = "eu-west-1")
                String region,
        @Key(
                        doc = "Another endpoint than AWS's, for a compatible server.",
                        optional = true,
                        example = "http://localhost:9324")
                URI endpoint,
        @Key(
                        doc =
                                "`continuous` runs until it is stopped; `drain` ends when the queue is empty: no message visible, in flight or delayed.",
                        value = "continuous")
                Mode mode,
        @Key(
                        doc = "How many receive calls each parallel reader keeps open at once.",
                        value = "4",
                        min = "1",
                        max = "64")
                int receives,
        @Key(doc = "How many messages one receive call asks for.", value = "10", min = "1", max = "10") int batchSize,
        @Key(
                        doc = "How long a receive call waits for a message (long polling).",
                        value = "20 s",
                        min = "0 s",
                        max = "20 s")
                Duration waitTime,
        @Key(
                        doc =
                                "How long a received message stays hidden from other receivers until it is extended. Default: three checkpoint intervals, at least 2 min. Extended as long as the job holds the message, whatever the backpressure.",
                        optional = true,
                        min = "2 s",
                        max = "12 h")
                Duration visibilityTimeout,
        @Key(
                        doc =
                                "How many messages the whole job may hold at once, received and not yet deleted. Default: what SQS allows a queue, 120000.",
                        optional = true,
                        min = "1",
                        max = "120000")
                Integer maxInFlight,
        @Key(doc = "How many delete calls each parallel reader keeps open at once.", value = "4", min = "1", max = "64")
                int deletes,
        @Key(
                        doc = "How long a stopping reader waits for its deletes to be confirmed.",
                        value = "10 s",
                        min = "0 s",
                        max = "10 min")
                Duration closeTimeout,
        @Key(
                        doc =
                                "In `drain` mode: the time between two readings of the queue's counters, three of which must show an empty queue. The counters of AWS settle within a minute; a shorter time is for test servers.",
                        value = "20 s",
                        min = "100 ms",
                        max = "10 min")
                Duration drainCheckInterval,
        @Key(doc = "How failed receive, delete and visibility calls are repeated.") RetryConfig retry,
        @Key(doc = "How requests are made: as whom, by which way, how patiently.") AwsClientConfig client)
        implements Serializable {

    /** The connections that lease extensions, eight at once, and the queue's counters need beside receives and deletes. */
    static final int SPARE_CONNECTIONS = 12;

    /** As many connections as a parallel reader has calls under way. */
    public int leastConnections() {
        return connections(receives, deletes);
    }

    static int connections(int receives, int deletes) {
        return receives + deletes + SPARE_CONNECTIONS;
    }

    /** When the source ends. */
    public enum Mode {
        CONTINUOUS,
        DRAIN
    }
}
