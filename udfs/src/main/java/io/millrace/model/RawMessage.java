package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What stage 1 hands to stage 2: one message as the service delivered it, not yet unwrapped or decoded. Within stage 1 also
 * the news that messages are missing, whose origin is a {@link LostRange}.
 *
 * <p>The body is not copied: neither the giver nor any reader may change it.
 */
public final class RawMessage {

    private final MessageId id;
    private final byte[] body;
    private final Map<String, String> attributes;
    private final Origin origin;

    /**
     * @param id the identity that deduplication uses
     * @param body the body as delivered; empty, but never null
     * @param attributes the message's attributes as text (binary ones in base64)
     * @param origin where it came from
     */
    public RawMessage(MessageId id, byte[] body, Map<String, String> attributes, Origin origin) {
        this.id = requireNonNull(id, "id");
        this.body = requireNonNull(body, "body");
        this.attributes = Map.copyOf(attributes);
        this.origin = requireNonNull(origin, "origin");
    }

    public MessageId id() {
        return id;
    }

    public byte[] body() {
        return body;
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public Origin origin() {
        return origin;
    }

    /** Identity and size only: a payload never reaches a log. */
    @Override
    public String toString() {
        return "RawMessage[" + origin.position() + ", " + body.length + " bytes]";
    }
}
