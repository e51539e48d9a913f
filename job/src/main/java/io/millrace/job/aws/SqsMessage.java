package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A message as one receive call gave it.
 *
 * @param messageId the id that SQS gave the message; the same at every receive
 * @param receiptHandle what deletes or extends this receive of the message
 * @param body the body in UTF-8; not copied, nobody changes it
 * @param attributes the message's attributes as text, binary ones in base64
 * @param groupId the message group of a FIFO queue; null on a standard queue
 * @param sentAtMillis when the queue accepted it, milliseconds since the epoch
 * @param firstReceivedAtMillis when it was first received, milliseconds since the epoch
 * @param receiveCount how often it was received, this time included
 */
public record SqsMessage(
        String messageId,
        String receiptHandle,
        byte[] body,
        Map<String, String> attributes,
        String groupId,
        long sentAtMillis,
        long firstReceivedAtMillis,
        int receiveCount) {

    public SqsMessage {
        requireNonNull(messageId, "messageId");
        requireNonNull(receiptHandle, "receiptHandle");
        requireNonNull(body, "body");
        attributes = Map.copyOf(attributes);
    }

    /** Identity and size only: neither a payload nor a receipt reaches a log. */
    @Override
    public String toString() {
        return "SqsMessage[" + messageId + ", " + body.length + " bytes]";
    }
}
