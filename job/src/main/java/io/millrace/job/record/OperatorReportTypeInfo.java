package io.millrace.job.record;

import io.millrace.model.OperatorReport;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how an {@link OperatorReport} is shuffled. */
public final class OperatorReportTypeInfo extends BoundaryTypeInfo<OperatorReport> {

    private static final long serialVersionUID = 1L;

    public OperatorReportTypeInfo() {
        super(OperatorReport.class);
    }

    @Override
    public TypeSerializer<OperatorReport> createSerializer(SerializerConfig config) {
        return OperatorReportSerializer.INSTANCE;
    }
}
