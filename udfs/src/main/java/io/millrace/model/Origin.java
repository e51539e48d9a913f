package io.millrace.model;

/** Where a message came from, exact enough to find it again. */
public sealed interface Origin permits SqsOrigin {

    /** The queue, stream or object, as its service names it. */
    String source();

    /** The place inside {@link #source()}: a message id, a sequence number or a byte range. */
    String position();

    /** When the service accepted the message, in milliseconds since the epoch; negative when it does not say. */
    long sentAtMillis();

    /** How often the service has handed the message out, this time included; at least 1. */
    int receiveCount();
}
