package io.millrace.job.dedup;

import static java.util.Objects.requireNonNull;

import io.millrace.model.MessageId;
import io.millrace.model.Origin;
import io.millrace.model.RawMessage;
import java.nio.charset.StandardCharsets;

/** Messages that a producer repeats have the same attribute; an absent or empty one is no key. */
final class AttributeIdentity implements Identity<RawMessage> {

    private static final long serialVersionUID = 1L;

    private final String name;

    AttributeIdentity(String name) {
        this.name = requireNonNull(name, "name");
    }

    @Override
    public MessageId of(RawMessage message) {
        String value = message.attributes().get(name);
        return value == null || value.isEmpty() ? null : MessageId.ofHash(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public MessageId spread(RawMessage message) {
        return message.id();
    }

    @Override
    public MessageId message(RawMessage message) {
        return message.id();
    }

    @Override
    public Origin origin(RawMessage message) {
        return message.origin();
    }
}
