package io.millrace.job.record;

import io.millrace.model.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;

/**
 * A decoded record in bytes: what kind it is; the dead letter, or its first row, what travels beside the rows, and the other rows where there are any. A record
 * that does not stand alone in its message takes its own bytes along and leaves the message's body behind, or a message
 * of a thousand records would be sent a thousand times.
 */
final class DecodedRecordSerializer extends RowCarrierSerializer<DecodedRecord> {

    private static final long serialVersionUID = 1L;

    /** Flags. */
    private static final int UNWRAPPED = 1;

    private static final int MORE_ROWS = 2;

    private static final int REJECTED = 4;

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
        if (from.rejected() != null) {
            // It is immutable.
            return reuse.refill(from.rejected());
        }
        RecordMeta meta = copy(from.meta());
        if (from.rowCount() == 1) {
            return reuse.refill(rows().copy(from.row()), meta);
        }
        List<RowData> copies = new ArrayList<>(from.rowCount());
        for (int i = 0; i < from.rowCount(); i++) {
            copies.add(rows().copy(from.row(i)));
        }
        return reuse.refill(copies, meta);
    }

    /** Messages are immutable; the bytes that unwrapping made of one may be the decoder's buffer. */
    private static RecordMeta copy(RecordMeta meta) {
        return meta.payload() == meta.message().body()
                ? meta
                : new RecordMeta(meta.message(), meta.index(), meta.ownBytes(), 0, meta.length());
    }

    @Override
    public void serialize(DecodedRecord decoded, DataOutputView target) throws IOException {
        if (decoded.rejected() != null) {
            target.writeByte(REJECTED);
            RejectedRecordSerializer.INSTANCE.serialize(decoded.rejected(), target);
            return;
        }
        RecordMeta meta = decoded.meta();
        int count = decoded.rowCount();
        target.writeByte((meta.unwrapped() ? UNWRAPPED : 0) | (count > 1 ? MORE_ROWS : 0));
        rows().serialize(decoded.row(0), target);
        target.writeInt(meta.index());
        if (meta.unwrapped()) {
            RawMessageSerializer.INSTANCE.serializeWithoutBody(meta.message(), target);
            Form.writeBytes(meta.payload(), meta.offset(), meta.length(), target);
        } else {
            RawMessageSerializer.INSTANCE.serialize(meta.message(), target);
        }
        if (count > 1) {
            target.writeInt(count);
            for (int i = 1; i < count; i++) {
                rows().serialize(decoded.row(i), target);
            }
        }
    }

    @Override
    public DecodedRecord deserialize(DecodedRecord reuse, DataInputView source) throws IOException {
        int flags = source.readByte();
        if ((flags & REJECTED) != 0) {
            return reuse.refill(RejectedRecordSerializer.INSTANCE.deserialize(source));
        }
        RowData first = rows().deserialize(source);
        int index = source.readInt();
        RawMessage message = RawMessageSerializer.INSTANCE.deserialize(source);
        byte[] payload = (flags & UNWRAPPED) != 0 ? Form.readBytes(source) : message.body();
        RecordMeta meta = new RecordMeta(message, index, payload, 0, payload.length);
        if ((flags & MORE_ROWS) == 0) {
            return reuse.refill(first, meta);
        }
        int count = source.readInt();
        List<RowData> all = new ArrayList<>(count);
        all.add(first);
        while (all.size() < count) {
            all.add(rows().deserialize(source));
        }
        return reuse.refill(all, meta);
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

        /** The first had no dead letters. No state ever held a decoded record, which is gone before a barrier passes. */
        @Override
        int version() {
            return 2;
        }

        @Override
        DecodedRecordSerializer of(TypeSerializer<RowData> rows) {
            return new DecodedRecordSerializer(rows);
        }
    }
}
