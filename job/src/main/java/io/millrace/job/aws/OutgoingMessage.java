package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A message to send.
 *
 * @param body the body
 * @param attributes attributes, sent as strings; at most ten
 * @param groupId the message group, on a FIFO queue only; otherwise null
 * @param deduplicationId what a FIFO queue recognises a repeated send by; otherwise null
 */
public record OutgoingMessage(String body, Map<String, String> attributes, String groupId, String deduplicationId) {

    public OutgoingMessage {
        requireNonNull(body, "body");
        attributes = Map.copyOf(attributes);
    }

    /** A message for a standard queue, without attributes. */
    public static OutgoingMessage of(String body) {
        return new OutgoingMessage(body, Map.of(), null, null);
    }

    /** A message for a FIFO queue, without attributes. */
    public static OutgoingMessage of(String body, String groupId, String deduplicationId) {
        return new OutgoingMessage(body, Map.of(), groupId, deduplicationId);
    }

    /** Size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "OutgoingMessage[" + body.length() + " characters]";
    }
}
