package io.millrace.job.dedup;

import io.millrace.model.MessageId;
import io.millrace.model.Origin;
import io.millrace.model.SqsOrigin;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** By what two messages or records are the same. */
interface Identity<T> extends Serializable {

    /** The identity; null when {@code value} has none and is never a duplicate. */
    MessageId of(T value);

    /** Where a value without an identity goes: anywhere, but the load is spread. */
    MessageId spread(T value);

    /** The id of the message that it came in. */
    MessageId message(T value);

    Origin origin(T value);

    /** The message group, reduced to 16 bytes; the message's own id on a queue without groups. */
    default MessageId group(T value) {
        return origin(value) instanceof SqsOrigin sqs && sqs.groupId() != null
                ? MessageId.ofHash(sqs.groupId().getBytes(StandardCharsets.UTF_8))
                : message(value);
    }
}
