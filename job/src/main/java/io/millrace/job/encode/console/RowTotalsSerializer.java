package io.millrace.job.encode.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The form in which a writer's totals stand in checkpoints. */
enum RowTotalsSerializer implements SimpleVersionedSerializer<RowTotals> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(RowTotals totals) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(totals.rows())
                .putLong(totals.bytes())
                .array();
    }

    @Override
    public RowTotals deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length != 2 * Long.BYTES) {
            throw new IOException("expected version " + VERSION + " of an output's totals in 16 bytes, but got version "
                    + version + " in " + bytes.length + " bytes: the state was written by another release");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new RowTotals(in.getLong(), in.getLong());
    }
}
