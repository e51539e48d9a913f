package io.millrace.job.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The form in which a writer's totals stand in checkpoints. */
enum WriterTotalsSerializer implements SimpleVersionedSerializer<WriterTotals> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(WriterTotals totals) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(totals.rows())
                .putLong(totals.files())
                .putLong(totals.bytes())
                .array();
    }

    @Override
    public WriterTotals deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length != 3 * Long.BYTES) {
            throw new IOException("expected version " + VERSION + " of a writer's totals in 24 bytes, but got version "
                    + version + " in " + bytes.length + " bytes: the state was written by another release");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new WriterTotals(in.getLong(), in.getLong(), in.getLong());
    }
}
