package io.millrace.job.source.kinesis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: the shard's id, its hash keys in decimal, the position, until when it was read, whether it is finished. Texts
 * are modified UTF-8 with a two-byte length, numbers big-endian.
 */
final class KinesisSplitSerializer implements SimpleVersionedSerializer<KinesisSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KinesisSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(split.shardId());
        out.writeUTF(split.firstHashKey().toString());
        out.writeUTF(split.lastHashKey().toString());
        PositionForm.write(split.position(), out);
        out.writeLong(split.readUntilMillis());
        out.writeBoolean(split.finished());
        return bytes.toByteArray();
    }

    @Override
    public KinesisSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("the shards in this checkpoint have version " + version
                    + ", but this program knows only version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        return new KinesisSplit(
                in.readUTF(),
                new BigInteger(in.readUTF()),
                new BigInteger(in.readUTF()),
                PositionForm.read(in),
                in.readLong(),
                in.readBoolean());
    }
}
