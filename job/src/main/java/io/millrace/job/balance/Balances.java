package io.millrace.job.balance;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.OperatorReportTypeInfo;
import io.millrace.model.LogEntry;
import io.millrace.model.OperatorReport;
import java.io.Serializable;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Flink's operators of functions, which give the function's {@link RecordCounts} to a side output before each barrier and at the end
 * of the input. What they say is then part of the checkpoint whose barrier follows it, on its way or in the state of the sink that
 * takes it. A function alone is not told of the barrier in time.
 */
public final class Balances {

    /** The side output of every operator that counts. */
    public static final OutputTag<OperatorReport> TAG = new OutputTag<>("balance", new OperatorReportTypeInfo());

    private Balances() {}

    /** An operator of {@code function}, under the uid {@code operator}. */
    public static <I, O, F extends ProcessFunction<I, O> & Balanced> OneInputStreamOperator<I, O> operator(
            F function, String operator) {
        return new Plain<>(function, new Emitter(operator));
    }

    /** An operator of {@code function}, which is {@link Balanced}, on a keyed stream. */
    public static <K, I, O, F extends KeyedProcessFunction<K, I, O> & Balanced> OneInputStreamOperator<I, O> operator(
            F function, String operator) {
        return new Keyed<>(function, new Emitter(operator));
    }

    /** Sends counts. */
    private record Emitter(String operator) implements Serializable {

        Emitter {
            requireNonNull(operator, "operator");
        }

        void emit(RecordCounts counts, int subtask, long checkpointId, Output<?> output) {
            for (OperatorReport report : counts.take(operator, subtask, checkpointId)) {
                output.collect(TAG, new StreamRecord<>(report));
            }
        }
    }

    private static final class Plain<I, O> extends ProcessOperator<I, O> {

        private static final long serialVersionUID = 1L;

        private final Emitter emitter;

        Plain(ProcessFunction<I, O> function, Emitter emitter) {
            super(function);
            this.emitter = emitter;
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
            super.prepareSnapshotPreBarrier(checkpointId);
            emit(checkpointId);
        }

        @Override
        public void finish() throws Exception {
            super.finish();
            emit(LogEntry.END_OF_INPUT);
        }

        private void emit(long checkpointId) {
            int subtask = userFunction.getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            emitter.emit(((Balanced) userFunction).counts(), subtask, checkpointId, output);
        }
    }

    private static final class Keyed<K, I, O> extends KeyedProcessOperator<K, I, O> {

        private static final long serialVersionUID = 1L;

        private final Emitter emitter;

        Keyed(KeyedProcessFunction<K, I, O> function, Emitter emitter) {
            super(function);
            this.emitter = emitter;
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
            super.prepareSnapshotPreBarrier(checkpointId);
            emit(checkpointId);
        }

        @Override
        public void finish() throws Exception {
            super.finish();
            emit(LogEntry.END_OF_INPUT);
        }

        private void emit(long checkpointId) {
            int subtask = userFunction.getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            emitter.emit(((Balanced) userFunction).counts(), subtask, checkpointId, output);
        }
    }
}
