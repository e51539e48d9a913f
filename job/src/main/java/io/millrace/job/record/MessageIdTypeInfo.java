package io.millrace.job.record;

import io.millrace.model.MessageId;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how a {@link MessageId} is kept in state; the only boundary type that can be a key. */
public final class MessageIdTypeInfo extends BoundaryTypeInfo<MessageId> {

    private static final long serialVersionUID = 1L;

    public MessageIdTypeInfo() {
        super(MessageId.class);
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public TypeSerializer<MessageId> createSerializer(SerializerConfig config) {
        return MessageIdSerializer.INSTANCE;
    }
}
