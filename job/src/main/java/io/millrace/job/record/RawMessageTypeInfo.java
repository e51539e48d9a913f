package io.millrace.job.record;

import io.millrace.model.RawMessage;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how a {@link RawMessage} is shuffled. */
public final class RawMessageTypeInfo extends BoundaryTypeInfo<RawMessage> {

    private static final long serialVersionUID = 1L;

    public RawMessageTypeInfo() {
        super(RawMessage.class);
    }

    @Override
    public TypeSerializer<RawMessage> createSerializer(SerializerConfig config) {
        return RawMessageSerializer.INSTANCE;
    }
}
