package io.millrace.job.announce;

import io.millrace.job.record.OperatorReportForm;
import io.millrace.model.Balance;
import io.millrace.model.OperatorReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The form in which operators' reports stand in checkpoints until they are announced. */
enum ReportBatchSerializer implements SimpleVersionedSerializer<ReportBatch> {
    INSTANCE;

    /** Version 1 has balances alone. */
    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ReportBatch batch) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(batch.reports().size());
        for (OperatorReport report : batch.reports()) {
            OperatorReportForm.write(report, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ReportBatch deserialize(int version, byte[] bytes) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException("expected version 1 to " + VERSION + " of reports to announce, but got version "
                    + version + ": the state was written by another release");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readInt();
        List<OperatorReport> reports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            reports.add(version == 1 ? balanceOfVersion1(in) : OperatorReportForm.read(in));
        }
        return new ReportBatch(reports);
    }

    private static Balance balanceOfVersion1(DataInputDeserializer in) throws IOException {
        return new Balance(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
