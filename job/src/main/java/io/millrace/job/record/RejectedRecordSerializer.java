package io.millrace.job.record;

import io.millrace.model.ErrorKind;
import io.millrace.model.MessageId;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A rejected record in bytes; stage and kind by name, so that neither's order matters. */
final class RejectedRecordSerializer extends ValueSerializer<RejectedRecord> {

    static final RejectedRecordSerializer INSTANCE = new RejectedRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(RejectedRecord rejected, DataOutputView target) throws IOException {
        MessageIdSerializer.INSTANCE.serialize(rejected.messageId(), target);
        target.writeInt(rejected.index());
        Form.writeBytes(rejected.payload(), 0, rejected.payload().length, target);
        target.writeBoolean(rejected.unwrapped());
        Form.writeMap(rejected.attributes(), target);
        OriginForm.write(rejected.origin(), target);
        writeRejection(rejected.rejection(), target);
        target.writeLong(rejected.failedAtMillis());
    }

    @Override
    public RejectedRecord deserialize(DataInputView source) throws IOException {
        MessageId id = MessageIdSerializer.INSTANCE.deserialize(source);
        return new RejectedRecord(
                id,
                source.readInt(),
                Form.readBytes(source),
                source.readBoolean(),
                Form.readMap(source),
                OriginForm.read(source),
                readRejection(source),
                source.readLong());
    }

    private static void writeRejection(Rejection rejection, DataOutputView target) throws IOException {
        StringValue.writeString(rejection.stage().name(), target);
        StringValue.writeString(rejection.kind().name(), target);
        StringValue.writeString(rejection.message(), target);
        StringValue.writeString(rejection.fieldPath(), target);
        StringValue.writeString(rejection.expected(), target);
        StringValue.writeString(rejection.actual(), target);
        Form.writeStrings(rejection.causes(), target);
    }

    private static Rejection readRejection(DataInputView source) throws IOException {
        return new Rejection(
                Stage.valueOf(StringValue.readString(source)),
                ErrorKind.valueOf(StringValue.readString(source)),
                StringValue.readString(source),
                StringValue.readString(source),
                StringValue.readString(source),
                StringValue.readString(source),
                Form.readStrings(source));
    }

    @Override
    public TypeSerializerSnapshot<RejectedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends ValueSnapshot<RejectedRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
