package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
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

    /** The type of every attribute, which counts as well. */
    static final String ATTRIBUTE_TYPE = "String";

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

    /** What the message counts against the limits of a message and of a call, in bytes: body and attributes. */
    public long size() {
        long size = bytes(body);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            size += bytes(attribute.getKey()) + ATTRIBUTE_TYPE.length() + bytes(attribute.getValue());
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "OutgoingMessage[" + body.length() + " characters]";
    }
}
