package io.millrace.model;

/** Where a message came from, exact enough to find it again; or, in a stream, where messages are missing. */
public sealed interface Origin permits SqsOrigin, FileOrigin, KinesisOrigin, LostRange {

    /** The queue, stream or object, as its service names it. */
    String source();

    /** The place inside {@link #source()}: a message id, a sequence number or a byte range. */
    String position();

    /** When the service accepted the message, in milliseconds since the epoch; negative when it does not say. */
    long sentAtMillis();

    /** How often the service has handed the message out, this time included; at least 1. */
    int receiveCount();

    /** The part of {@link #source()} whose places have an order: a shard of a stream, or the source itself. */
    default String lane() {
        return source();
    }

    /** The first place in the {@link #lane()}, a whole number in decimal digits; empty where it has no order. */
    default String first() {
        return "";
    }

    /** The last place in the {@link #lane()}, itself part of the message; empty where it has no order. */
    default String last() {
        return "";
    }

    /**
     * Where a part of the message's body came from: the message itself, where nothing smaller has a place of its own.
     *
     * @param from the part's first byte in the body
     * @param size how many bytes it has
     */
    default Origin part(int from, int size) {
        return this;
    }
}
