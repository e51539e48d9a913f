package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;

/** Tells Flink how a {@link DecodedRecord} with rows of one schema is copied and shuffled. */
public final class DecodedRecordTypeInfo extends BoundaryTypeInfo<DecodedRecord> {

    private static final long serialVersionUID = 1L;

    private final RecordSchema schema;

    public DecodedRecordTypeInfo(RecordSchema schema) {
        super(DecodedRecord.class);
        this.schema = requireNonNull(schema, "schema");
    }

    @Override
    public TypeSerializer<DecodedRecord> createSerializer(SerializerConfig config) {
        return new DecodedRecordSerializer(new RowDataSerializer(schema.rowType()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecodedRecordTypeInfo that && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }
}
