package io.millrace.job.announce;

import io.millrace.model.Balance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The form in which balances stand in checkpoints until they are announced. */
enum BalanceBatchSerializer implements SimpleVersionedSerializer<BalanceBatch> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BalanceBatch batch) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(batch.balances().size());
        for (Balance balance : batch.balances()) {
            out.writeUTF(balance.id());
            out.writeUTF(balance.operator());
            out.writeInt(balance.subtask());
            out.writeLong(balance.checkpointId());
            out.writeLong(balance.received());
            out.writeLong(balance.written());
            out.writeLong(balance.filtered());
            out.writeLong(balance.duplicates());
            out.writeLong(balance.rejected());
            out.writeLong(balance.rows());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public BalanceBatch deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected version " + VERSION + " of balances to announce, but got version " + version
                    + ": the state was written by another release");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        List<Balance> balances = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            balances.add(new Balance(
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong()));
        }
        return new BalanceBatch(balances);
    }
}
