package io.millrace.job.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.StringValue;

/** A routed record in bytes: the row, its partition, its time, its size as input, its origin. */
final class RoutedRecordSerializer extends RowCarrierSerializer<RoutedRecord> {

    private static final long serialVersionUID = 1L;

    RoutedRecordSerializer(TypeSerializer<RowData> rows) {
        super(rows);
    }

    @Override
    public TypeSerializer<RoutedRecord> duplicate() {
        return new RoutedRecordSerializer(rows().duplicate());
    }

    @Override
    public RoutedRecord createInstance() {
        return new RoutedRecord();
    }

    @Override
    public RoutedRecord copy(RoutedRecord from, RoutedRecord reuse) {
        return reuse.refill(
                rows().copy(from.row()), from.partition(), from.eventTimeMicros(), from.inputBytes(), from.origin());
    }

    @Override
    public void serialize(RoutedRecord routed, DataOutputView target) throws IOException {
        rows().serialize(routed.row(), target);
        StringValue.writeString(routed.partition(), target);
        target.writeLong(routed.eventTimeMicros());
        target.writeInt(routed.inputBytes());
        OriginForm.write(routed.origin(), target);
    }

    @Override
    public RoutedRecord deserialize(RoutedRecord reuse, DataInputView source) throws IOException {
        return reuse.refill(
                rows().deserialize(source),
                StringValue.readString(source),
                source.readLong(),
                source.readInt(),
                OriginForm.read(source));
    }

    @Override
    public TypeSerializerSnapshot<RoutedRecord> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends RowCarrierSnapshot<RoutedRecord, RoutedRecordSerializer> {

        public Snapshot() {}

        Snapshot(RoutedRecordSerializer serializer) {
            super(serializer);
        }

        /** The first had no origin. No state ever held a routed record, which is gone before a barrier passes. */
        @Override
        int version() {
            return 2;
        }

        @Override
        RoutedRecordSerializer of(TypeSerializer<RowData> rows) {
            return new RoutedRecordSerializer(rows);
        }
    }
}
