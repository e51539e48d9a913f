package io.millrace.job.source.kinesis;

import io.millrace.job.aws.ShardInfo;
import io.millrace.job.source.kinesis.KnownShard.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: the stream's name and when it was created, the initial position, when the last discovery was, how
 * many shards; for each its id, parents, hash keys in decimal, status, start, and until when it need not be read.
 * Texts are modified UTF-8 with a two-byte length, numbers big-endian.
 */
final class KinesisEnumeratorStateSerializer implements SimpleVersionedSerializer<KinesisEnumeratorState> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KinesisEnumeratorState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(state.stream());
        out.writeLong(state.streamCreatedAtMillis());
        PositionForm.write(state.initial(), out);
        out.writeLong(state.discoveredAtMillis());
        out.writeInt(state.shards().size());
        for (KnownShard shard : state.shards()) {
            ShardInfo info = shard.info();
            out.writeUTF(info.shardId());
            out.writeInt(info.parents().size());
            for (String parent : info.parents()) {
                out.writeUTF(parent);
            }
            out.writeUTF(info.firstHashKey().toString());
            out.writeUTF(info.lastHashKey().toString());
            out.writeByte(shard.status().number());
            PositionForm.write(shard.start(), out);
            out.writeLong(shard.readUntilMillis());
        }
        return bytes.toByteArray();
    }

    @Override
    public KinesisEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("the source's state in this checkpoint has version " + version
                    + ", but this program knows only version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        String stream = in.readUTF();
        long createdAt = in.readLong();
        ShardPosition initial = PositionForm.read(in);
        long discoveredAt = in.readLong();
        int count = in.readInt();
        List<KnownShard> shards = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            shards.add(shard(in));
        }
        return new KinesisEnumeratorState(stream, createdAt, initial, discoveredAt, shards);
    }

    private static KnownShard shard(DataInputStream in) throws IOException {
        String id = in.readUTF();
        int count = in.readInt();
        List<String> parents = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            parents.add(in.readUTF());
        }
        ShardInfo info = new ShardInfo(id, parents, new BigInteger(in.readUTF()), new BigInteger(in.readUTF()));
        return new KnownShard(info, status(in.readByte()), PositionForm.read(in), in.readLong());
    }

    private static Status status(int number) throws IOException {
        for (Status status : Status.values()) {
            if (status.number() == number) {
                return status;
            }
        }
        throw new IOException("unknown status of a shard: " + number);
    }
}
