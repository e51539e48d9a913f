package io.millrace.job.record;

import io.millrace.model.OperatorReport;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An operator's report in bytes. */
final class OperatorReportSerializer extends ValueSerializer<OperatorReport> {

    static final OperatorReportSerializer INSTANCE = new OperatorReportSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(OperatorReport report, DataOutputView target) throws IOException {
        OperatorReportForm.write(report, target);
    }

    @Override
    public OperatorReport deserialize(DataInputView source) throws IOException {
        return OperatorReportForm.read(source);
    }

    @Override
    public TypeSerializerSnapshot<OperatorReport> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, because Flink makes it by reflection. */
    public static final class Snapshot extends ValueSnapshot<OperatorReport> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
