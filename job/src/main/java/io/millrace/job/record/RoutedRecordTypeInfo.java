package io.millrace.job.record;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;

/** Tells Flink how a {@link RoutedRecord} with rows of one schema is copied and shuffled. */
public final class RoutedRecordTypeInfo extends BoundaryTypeInfo<RoutedRecord> {

    private static final long serialVersionUID = 1L;

    private final RecordSchema schema;

    public RoutedRecordTypeInfo(RecordSchema schema) {
        super(RoutedRecord.class);
        this.schema = requireNonNull(schema, "schema");
    }

    @Override
    public TypeSerializer<RoutedRecord> createSerializer(SerializerConfig config) {
        return new RoutedRecordSerializer(new RowDataSerializer(schema.rowType()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutedRecordTypeInfo that && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }
}
