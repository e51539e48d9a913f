package io.millrace.job.record;

import io.millrace.model.MessageId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sixteen bytes, big-endian. */
final class MessageIdSerializer extends ValueSerializer<MessageId> {

    static final MessageIdSerializer INSTANCE = new MessageIdSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public int getLength() {
        return 2 * Long.BYTES;
    }

    @Override
    public void serialize(MessageId id, DataOutputView target) throws IOException {
        target.writeLong(id.high());
        target.writeLong(id.low());
    }

    @Override
    public MessageId deserialize(DataInputView source) throws IOException {
        return new MessageId(source.readLong(), source.readLong());
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, getLength());
    }

    @Override
    public TypeSerializerSnapshot<MessageId> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends ValueSnapshot<MessageId> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
