package io.millrace.job.source.kinesis;

import io.millrace.job.source.kinesis.ShardPosition.After;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The binary form of a {@link ShardPosition}: a byte for the kind, then its fields. */
final class PositionForm {

    private static final int TRIM_HORIZON = 1;
    private static final int AT_TIMESTAMP = 2;
    private static final int AFTER = 3;

    private PositionForm() {}

    static void write(ShardPosition position, DataOutputStream out) throws IOException {
        if (position instanceof After after) {
            out.writeByte(AFTER);
            out.writeUTF(after.sequenceNumber());
            out.writeInt(after.through());
            out.writeLong(after.arrivedAtMillis());
        } else if (position instanceof AtTimestamp at) {
            out.writeByte(AT_TIMESTAMP);
            out.writeLong(at.millis());
        } else {
            out.writeByte(TRIM_HORIZON);
        }
    }

    static ShardPosition read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case TRIM_HORIZON -> new TrimHorizon();
            case AT_TIMESTAMP -> new AtTimestamp(in.readLong());
            case AFTER -> new After(in.readUTF(), in.readInt(), in.readLong());
            default -> throw new IOException("unknown kind of position: " + kind);
        };
    }
}
