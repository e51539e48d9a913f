package io.millrace.job.announce;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/** The form in which records that are not on the stream yet stand in checkpoints. */
final class SinkEntrySerializer extends AsyncSinkWriterStateSerializer<SinkEntry> {

    private static final int VERSION = 1;

    @Override
    public BufferedRequestState<SinkEntry> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected version " + VERSION + " of records to put, but got version " + version
                    + ": the state was written by another release");
        }
        return super.deserialize(version, bytes);
    }

    @Override
    protected void serializeRequestToStream(SinkEntry entry, DataOutputStream out) throws IOException {
        out.writeUTF(entry.partitionKey());
        out.writeUTF(entry.hashKey());
        out.writeInt(entry.data().length);
        out.write(entry.data());
    }

    @Override
    protected SinkEntry deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        String partitionKey = in.readUTF();
        String hashKey = in.readUTF();
        byte[] data = new byte[in.readInt()];
        in.readFully(data);
        return new SinkEntry(data, partitionKey, hashKey);
    }

    @Override
    public int getVersion() {
        return VERSION;
    }
}
