package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A message of an SQS queue.
 *
 * @param queueUrl the queue's URL
 * @param messageId the id that SQS gave the message
 * @param groupId the message group of a FIFO queue; null on a standard queue
 * @param sentAtMillis SQS's SentTimestamp, milliseconds since the epoch
 * @param firstReceivedAtMillis SQS's ApproximateFirstReceiveTimestamp, milliseconds since the epoch
 * @param receiveCount SQS's ApproximateReceiveCount
 */
public record SqsOrigin(
        String queueUrl,
        String messageId,
        String groupId,
        long sentAtMillis,
        long firstReceivedAtMillis,
        int receiveCount)
        implements Origin {

    public SqsOrigin {
        requireNonNull(queueUrl, "queueUrl");
        requireNonNull(messageId, "messageId");
    }

    @Override
    public String source() {
        return queueUrl;
    }

    @Override
    public String position() {
        return messageId;
    }
}
