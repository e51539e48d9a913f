package io.millrace.job.record;

import io.millrace.model.Balance;
import io.millrace.model.Gap;
import io.millrace.model.LostRange;
import io.millrace.model.OperatorReport;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The binary form of an {@link OperatorReport}: a byte for its kind, then its fields. */
public final class OperatorReportForm {

    private static final int BALANCE = 1;
    private static final int GAP = 2;

    private OperatorReportForm() {}

    public static void write(OperatorReport report, DataOutputView target) throws IOException {
        if (report instanceof Gap gap) {
            target.writeByte(GAP);
            OriginForm.write(gap.lost(), target);
            target.writeLong(gap.checkpointId());
        } else {
            target.writeByte(BALANCE);
            write((Balance) report, target);
        }
    }

    private static void write(Balance balance, DataOutputView target) throws IOException {
        StringValue.writeString(balance.id(), target);
        StringValue.writeString(balance.operator(), target);
        target.writeInt(balance.subtask());
        target.writeLong(balance.checkpointId());
        target.writeLong(balance.received());
        target.writeLong(balance.written());
        target.writeLong(balance.filtered());
        target.writeLong(balance.duplicates());
        target.writeLong(balance.rejected());
        target.writeLong(balance.rows());
    }

    public static OperatorReport read(DataInputView source) throws IOException {
        int kind = source.readByte();
        return switch (kind) {
            case BALANCE ->
                new Balance(
                        StringValue.readString(source),
                        StringValue.readString(source),
                        source.readInt(),
                        source.readLong(),
                        source.readLong(),
                        source.readLong(),
                        source.readLong(),
                        source.readLong(),
                        source.readLong(),
                        source.readLong());
            case GAP -> new Gap((LostRange) OriginForm.read(source), source.readLong());
            default -> throw new IOException("unknown kind of report: " + kind);
        };
    }
}
