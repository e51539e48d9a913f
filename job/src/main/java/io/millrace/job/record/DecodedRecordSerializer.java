package io.millrace.job.record;

import io.millrace.model.RawMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;

/**
 * A decoded record in bytes: the row, then what travels beside it. A record that does not stand alone in its message
 * takes its own bytes along and leaves the message's body behind, or a message of a thousand records would be sent a
 * thousand times.
 */
final class DecodedRecordSerializer extends RowCarrierSerializer<DecodedRecord> {

    private static final long serialVersionUID = 1L;

    DecodedRecordSerializer(TypeSerializer<RowData> rows) {
        super(rows);
    }

    @Override
    public TypeSerializer<DecodedRecord> duplicate() {
        return new DecodedRecordSerializer(rows().duplicate());
    }

    @Override
    public DecodedRecord createInstance() {
        return new DecodedRecord();
    }

    @Override
    public DecodedRecord copy(DecodedRecord from, DecodedRecord reuse) {
        return reuse.refill(rows().copy(from.row()), copy(from.meta()));
    }

    /** Messages are immutable; the bytes that unwrapping made of one may be the decoder's buffer. */
    private static RecordMeta copy(RecordMeta meta) {
        return meta.payload() == meta.message().body()
                ? meta
                : new RecordMeta(meta.message(), meta.index(), meta.ownBytes(), 0, meta.length());
    }

    @Override
    public void serialize(DecodedRecord decoded, DataOutputView target) throws IOException {
        rows().serialize(decoded.row(), target);
        RecordMeta meta = decoded.meta();
        target.writeInt(meta.index());
        target.writeBoolean(meta.unwrapped());
        if (meta.unwrapped()) {
            RawMessageSerializer.INSTANCE.serializeWithoutBody(meta.message(), target);
            Form.writeBytes(meta.payload(), meta.offset(), meta.length(), target);
        } else {
            RawMessageSerializer.INSTANCE.serialize(meta.message(), target);
        }
    }

    @Override
    public DecodedRecord deserialize(DecodedRecord reuse, DataInputView source) throws IOException {
        RowData row = rows().deserialize(source);
        int index = source.readInt();
        boolean unwrapped = source.readBoolean();
        RawMessage message = RawMessageSerializer.INSTANCE.deserialize(source);
        byte[] payload = unwrapped ? Form.readBytes(source) : message.body();
        return reuse.refill(row, new RecordMeta(message, index, payload, 0, payload.length));
    }

    @Override
    public TypeSerializerSnapshot<DecodedRecord> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends RowCarrierSnapshot<DecodedRecord, DecodedRecordSerializer> {

        public Snapshot() {}

        Snapshot(DecodedRecordSerializer serializer) {
            super(serializer);
        }

        @Override
        DecodedRecordSerializer of(TypeSerializer<RowData> rows) {
            return new DecodedRecordSerializer(rows);
        }
    }
}
