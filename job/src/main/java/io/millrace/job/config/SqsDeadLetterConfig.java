package io.millrace.job.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/** An SQS queue to which dead letters are sent. */
public record SqsDeadLetterConfig(
        @Key(
                        doc =
                                "The queue's URL. On a FIFO queue (a name that ends in `.fifo`) a letter's id is the deduplication id, and its message's id the group.",
                        example = "https://sqs.eu-west-1.amazonaws.com/123456789012/events-dead")
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
                                "How large a message of the queue may be, attributes included: at most the queue's `MaximumMessageSize`. A larger letter becomes an object, and its message names it. Since August 2025 SQS allows 1 MiB; queues and servers from before allow 256 KiB.",
                        value = "256 KiB",
                        min = "4 KiB",
                        max = "1 MiB")
                ByteSize maxMessageSize,
        @Key(
                        doc =
                                "How long a letter that the queue does not take for a passing reason is sent again before the job fails and goes on from its last checkpoint; the time ends the attempts, and not their number. The job's checkpoints, and with them its rows, wait as long.",
                        value = "60 s",
                        min = "1 s",
                        max = "30 min")
                Duration timeout,
        @Key(doc = "The pauses between the attempts; the last one ends with `timeout`.") DeadLetterRetryConfig retry,
        @Key(doc = "How requests are made: as whom, by which way, how patiently.") AwsClientConfig client)
        implements Serializable {}
