package io.millrace.job.record;

import io.millrace.model.Balance;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A balance in bytes. */
final class BalanceSerializer extends ValueSerializer<Balance> {

    static final BalanceSerializer INSTANCE = new BalanceSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Balance balance, DataOutputView target) throws IOException {
        StringValue.writeString(balance.id(), target);
        StringValue.writeString(balance.operator(), target);
        target.writeInt(balance.subtask());
        target.writeLong(balance.checkpointId());
        target.writeLong(balance.received());
        target.writeLong(balance.written());
        target.writeLong(balance.filtered());
        target.writeLong(balance.duplicates());
        target.writeLong(balance.rejected());
        target.writeLong(balance.rows());
    }

    @Override
    public Balance deserialize(DataInputView source) throws IOException {
        return new Balance(
                StringValue.readString(source),
                StringValue.readString(source),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Balance> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends ValueSnapshot<Balance> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
