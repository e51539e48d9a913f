package io.millrace.job.record;

import io.millrace.model.RejectedRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how a {@link RejectedRecord} is shuffled. */
public final class RejectedRecordTypeInfo extends BoundaryTypeInfo<RejectedRecord> {

    private static final long serialVersionUID = 1L;

    public RejectedRecordTypeInfo() {
        super(RejectedRecord.class);
    }

    @Override
    public TypeSerializer<RejectedRecord> createSerializer(SerializerConfig config) {
        return RejectedRecordSerializer.INSTANCE;
    }
}
