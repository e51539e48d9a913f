package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A record that a stage could not pass on, with all that a person needs to understand it and a replay to repeat it.
 *
 * @param messageId the identity of the message it came in
 * @param index the record's place in that message, from 0; -1 when the whole message is rejected
 * @param payload the bytes to replay: the message's body when {@code index} is -1 or the message held one record that
 *     was not unwrapped, otherwise the record's own bytes
 * @param unwrapped true when {@code payload} is the record's own bytes and a replay must not unwrap it again
 * @param attributes the message's attributes
 * @param origin where the message came from
 * @param rejection why
 * @param failedAtMillis when it was rejected, milliseconds since the epoch
 */
public record RejectedRecord(
        MessageId messageId,
        int index,
        byte[] payload,
        boolean unwrapped,
        Map<String, String> attributes,
        Origin origin,
        Rejection rejection,
        long failedAtMillis) {

    public RejectedRecord {
        requireNonNull(messageId, "messageId");
        requireNonNull(payload, "payload");
        attributes = Map.copyOf(attributes);
        requireNonNull(origin, "origin");
        requireNonNull(rejection, "rejection");
    }

    /** Identity and reason only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "RejectedRecord[" + origin.position() + "#" + index + ", " + rejection.kind() + "]";
    }
}
