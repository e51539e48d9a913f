package io.millrace.job.record;

import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A message in bytes: id, body, attributes, origin. A copy shares the body, which nobody may change. */
final class RawMessageSerializer extends ValueSerializer<RawMessage> {

    static final RawMessageSerializer INSTANCE = new RawMessageSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte[] NO_BODY = {};

    @Override
    public void serialize(RawMessage message, DataOutputView target) throws IOException {
        write(message, message.body(), target);
    }

    /** As {@link #serialize}, with an empty body, for a record that carries its own bytes. */
    void serializeWithoutBody(RawMessage message, DataOutputView target) throws IOException {
        write(message, NO_BODY, target);
    }

    private static void write(RawMessage message, byte[] body, DataOutputView target) throws IOException {
        MessageIdSerializer.INSTANCE.serialize(message.id(), target);
        Form.writeBytes(body, 0, body.length, target);
        Form.writeMap(message.attributes(), target);
        OriginForm.write(message.origin(), target);
    }

    @Override
    public RawMessage deserialize(DataInputView source) throws IOException {
        MessageId id = MessageIdSerializer.INSTANCE.deserialize(source);
        return new RawMessage(id, Form.readBytes(source), Form.readMap(source), OriginForm.read(source));
    }

    @Override
    public TypeSerializerSnapshot<RawMessage> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends ValueSnapshot<RawMessage> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
