package io.millrace.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.testkit.RecordedMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

final class TotalsTest {

    private static final int MAX_PARALLELISM = 8;

    @Test
    void aFreshJobCountsFromZero() throws Exception {
        Instance instance = new Instance(1, 0, null);
        instance.count(3);
        assertThat(instance.total()).isEqualTo(3);
        assertThat(instance.metrics.value(MetricNames.TOTAL_FILTERED)).isEqualTo(0L);
        instance.close();
    }

    @Test
    void whatIsProcessedAgainAfterAFailureIsCountedOnce() throws Exception {
        Instance first = new Instance(1, 0, null);
        first.count(5);
        OperatorSubtaskState checkpoint = first.snapshot();
        first.count(2);
        first.close();

        Instance second = new Instance(1, 0, checkpoint);
        assertThat(second.total()).isEqualTo(5);
        second.count(2);
        assertThat(second.total()).isEqualTo(7);
        second.close();
    }

    @Test
    void rescalingKeepsTheSum() throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Instance instance = new Instance(3, i, null);
            instance.count(10 * (i + 1));
            parts.add(instance.snapshot());
            instance.close();
        }
        for (int parallelism : new int[] {1, 2, 3, 5}) {
            assertThat(sumAfterRescale(parts, parallelism))
                    .as("at parallelism " + parallelism)
                    .isEqualTo(60);
        }
    }

    @Test
    void anOwnerOfItsOwnStateAddsUpWhatItRestores() {
        RecordedMetrics metrics = new RecordedMetrics();
        Totals totals = Totals.of(
                metrics.group(),
                List.of(Map.of("totalRowsWritten", 4L, "totalFilesWritten", 1L), Map.of("totalRowsWritten", 6L)),
                MetricNames.TOTAL_ROWS_WRITTEN,
                MetricNames.TOTAL_FILES_WRITTEN);
        totals.get(MetricNames.TOTAL_ROWS_WRITTEN).add(5);
        assertThat(totals.values()).isEqualTo(Map.of("totalRowsWritten", 15L, "totalFilesWritten", 1L));
        assertThat(metrics.value(MetricNames.TOTAL_ROWS_WRITTEN)).isEqualTo(15L);
    }

    @Test
    void anUnknownNameIsAnErrorAndNotANewNumber() {
        Totals totals = Totals.of(new RecordedMetrics().group(), List.of(), MetricNames.TOTAL_DECODED);
        assertThatThrownBy(() -> totals.get(MetricNames.TOTAL_REJECTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no total is called 'totalRejected'; there are [totalDecoded]");
    }

    private static long sumAfterRescale(List<OperatorSubtaskState> parts, int parallelism) throws Exception {
        OperatorSubtaskState all =
                AbstractStreamOperatorTestHarness.repackageState(parts.toArray(OperatorSubtaskState[]::new));
        long sum = 0;
        for (int i = 0; i < parallelism; i++) {
            Instance instance = new Instance(
                    parallelism,
                    i,
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            all, MAX_PARALLELISM, parts.size(), parallelism, i));
            sum += instance.total();
            instance.close();
        }
        return sum;
    }

    /** One instance of an operator that counts its records. */
    private static final class Instance {

        private final RecordedMetrics metrics = new RecordedMetrics();
        private final OneInputStreamOperatorTestHarness<Integer, Integer> harness;

        Instance(int parallelism, int subtask, OperatorSubtaskState restored) throws Exception {
            harness = new OneInputStreamOperatorTestHarness<>(
                    new ProcessOperator<>(new Counting()), metrics.environment(MAX_PARALLELISM, parallelism, subtask));
            harness.setup();
            if (restored != null) {
                harness.initializeState(restored);
            }
            harness.open();
        }

        void count(int records) throws Exception {
            for (int i = 0; i < records; i++) {
                harness.processElement(i, 0);
            }
        }

        long total() {
            return metrics.value(MetricNames.TOTAL_RECEIVED).longValue();
        }

        OperatorSubtaskState snapshot() throws Exception {
            return harness.snapshot(1, 1);
        }

        void close() throws Exception {
            harness.close();
        }
    }

    private static final class Counting extends ProcessFunction<Integer, Integer> implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private transient Totals totals;
        private transient Total received;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            totals = Totals.restore(
                    context,
                    getRuntimeContext().getMetricGroup(),
                    MetricNames.TOTAL_RECEIVED,
                    MetricNames.TOTAL_FILTERED);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            totals.snapshot();
        }

        @Override
        public void open(OpenContext context) {
            received = totals.get(MetricNames.TOTAL_RECEIVED);
        }

        @Override
        public void processElement(Integer value, Context context, Collector<Integer> out) {
            received.increment();
        }
    }
}
