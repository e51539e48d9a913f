package io.millrace.job.source.sqs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: the id, when the checkpoint was taken, how many receipts; for each receipt its message's id, its handle, and
 * when the message was sent, received and hidden until. Texts are modified UTF-8 with a two-byte length (ids and handles
 * of SQS are at most 1024 bytes of ASCII), numbers big-endian.
 */
final class SqsSplitSerializer implements SimpleVersionedSerializer<SqsSplit> {

    private static final int VERSION = 1;
    private static final int TYPICAL_RECEIPT_BYTES = 512;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SqsSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(
                64 + TYPICAL_RECEIPT_BYTES * split.receipts().size());
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(split.splitId());
        out.writeLong(split.takenAtMillis());
        out.writeInt(split.receipts().size());
        for (SealedReceipt receipt : split.receipts()) {
            out.writeUTF(receipt.messageId());
            out.writeUTF(receipt.handle());
            out.writeLong(receipt.sentAtMillis());
            out.writeLong(receipt.receivedAtMillis());
            out.writeLong(receipt.leaseUntilMillis());
        }
        return bytes.toByteArray();
    }

    @Override
    public SqsSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("the receipts in this checkpoint have version " + version
                    + ", but this program knows only version " + VERSION);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        String splitId = in.readUTF();
        long takenAt = in.readLong();
        int count = in.readInt();
        List<SealedReceipt> receipts = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            receipts.add(new SealedReceipt(in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readLong()));
        }
        return new SqsSplit(splitId, takenAt, receipts);
    }
}
