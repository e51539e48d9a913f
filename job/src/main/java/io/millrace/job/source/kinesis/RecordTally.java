package io.millrace.job.source.kinesis;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.RecordCounts;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.model.LostRange;
import io.millrace.model.RawMessage;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the records that are read and their bytes, each once whatever fails, and takes out the news of those that were lost.
 */
public final class RecordTally extends ProcessFunction<RawMessage, RawMessage>
        implements CheckpointedFunction, Balanced {

    private static final long serialVersionUID = 1L;

    private transient Totals totals;
    private transient Total received;
    private transient Total bytes;
    private transient RecordCounts counts;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        totals = Totals.restore(
                context,
                getRuntimeContext().getMetricGroup(),
                MetricNames.TOTAL_RECEIVED,
                MetricNames.TOTAL_INPUT_BYTES);
        counts = new RecordCounts();
        received = totals.get(MetricNames.TOTAL_RECEIVED);
        bytes = totals.get(MetricNames.TOTAL_INPUT_BYTES);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        totals.snapshot();
    }

    @Override
    public RecordCounts counts() {
        return counts;
    }

    @Override
    public void processElement(RawMessage message, Context context, Collector<RawMessage> out) {
        if (message.origin() instanceof LostRange lost) {
            counts.lost(lost);
            return;
        }
        counts.received(1);
        received.increment();
        bytes.add(message.body().length);
        out.collect(message);
    }
}
