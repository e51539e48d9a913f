package io.millrace.job.dedup;

import io.millrace.model.MessageId;
import io.millrace.model.Origin;
import io.millrace.model.RawMessage;

/** Redeliveries of a message have its id. */
final class MessageIdentity implements Identity<RawMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public MessageId of(RawMessage message) {
        return message.id();
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
