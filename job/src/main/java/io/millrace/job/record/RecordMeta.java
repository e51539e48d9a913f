package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Origin;
import io.millrace.model.RawMessage;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import java.util.Arrays;

/**
 * What travels beside a row: the message it came from and the record's place in it. The pair (message id, index) is
 * the record's identity.
 *
 * @param message the message as received
 * @param index the record's place in the message, from 0; -1 for the message as a whole
 * @param payload the array that holds the record's own bytes: the message's body, or what unwrapping made of it
 * @param offset where the record's bytes begin in {@code payload}
 * @param length how many bytes they are
 */
public record RecordMeta(RawMessage message, int index, byte[] payload, int offset, int length) {

    public RecordMeta {
        requireNonNull(message, "message");
        requireNonNull(payload, "payload");
    }

    /** The message as a whole, before it is unwrapped. */
    public static RecordMeta of(RawMessage message) {
        return new RecordMeta(message, -1, message.body(), 0, message.body().length);
    }

    /** True when the record's bytes are not simply the message's body. */
    public boolean unwrapped() {
        return payload != message.body() || offset != 0 || length != payload.length;
    }

    /** The record's own bytes: a copy, unless they are the message's body. */
    public byte[] ownBytes() {
        return unwrapped() ? Arrays.copyOfRange(payload, offset, offset + length) : payload;
    }

    /** Where the record's own bytes came from, as exactly as its source can say. */
    private Origin origin() {
        return payload == message.body() && length < payload.length
                ? message.origin().part(offset, length)
                : message.origin();
    }

    /**
     * The dead letter for this record.
     *
     * @param rejection why
     * @param nowMillis milliseconds since the epoch
     */
    public RejectedRecord reject(Rejection rejection, long nowMillis) {
        return new RejectedRecord(
                message.id(), index, ownBytes(), unwrapped(), message.attributes(), origin(), rejection, nowMillis);
    }
}
