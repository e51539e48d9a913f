package io.millrace.job.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.job.balance.RecordCounts;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.RecordMeta;
import io.millrace.job.testkit.Messages;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.ErrorKind;
import io.millrace.model.RejectedRecord;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

final class RejectorTest {

    private final RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void aRejectedRecordGoesItsWayAndIsCountedByKind() throws Exception {
        try (var harness = harness(new BreakerConfig(0.5, 10))) {
            harness.processElement("good", 0);
            harness.processElement("bad", 0);

            assertThat(harness.extractOutputValues()).containsExactly("good");
            RejectedRecord rejected =
                    harness.getSideOutput(Rejector.REJECTED).remove().getValue();
            assertThat(rejected.rejection().message()).isEqualTo("bad is bad");
            assertThat(rejected.origin().position()).isEqualTo("bad");
            assertThat(rejected.failedAtMillis()).isBetween(1_760_000_000_000L, System.currentTimeMillis());
            assertThat(metrics.value(MetricNames.TOTAL_REJECTED)).isEqualTo(1L);
            assertThat(metrics.value("kind.type-mismatch.rejected")).isEqualTo(1L);
            assertThat(metrics.value("kind.malformed.rejected")).isEqualTo(0L);
        }
    }

    @Test
    void aShareUpToTheLimitGoesOnForEver() throws Exception {
        try (var harness = harness(new BreakerConfig(0.5, 10))) {
            for (int i = 0; i < 100; i++) {
                harness.processElement(i % 2 == 0 ? "bad" : "good", 0);
            }
            assertThat(harness.getSideOutput(Rejector.REJECTED)).hasSize(50);
            assertThat(metrics.value(MetricNames.REJECTED_SHARE)).isEqualTo(0.5);
        }
    }

    @Test
    void aShareAboveTheLimitStopsTheJobWithoutRestart() throws Exception {
        try (var harness = harness(new BreakerConfig(0.5, 10))) {
            for (String record : List.of("good", "good", "bad", "bad", "bad", "bad", "bad")) {
                harness.processElement(record, 0);
            }
            Throwable stop = catchThrowable(() -> harness.processElement("bad", 0));
            assertThat(stop)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasCauseInstanceOf(RejectedShareException.class);
            RejectedShareException cause = (RejectedShareException) stop.getCause();
            assertThat(cause.stage()).isEqualTo(Stage.DECODE);
            assertThat(cause.rejected()).isEqualTo(6);
            assertThat(cause.seen()).isEqualTo(8);
            assertThat(cause)
                    .hasMessage("decode rejected 6 of 8 records, more than dead-letter.breaker.max-share (0.5) allows;"
                            + " the last one: type-mismatch at a.b: bad is bad");
        }
    }

    @Test
    void everyWindowBeginsAnew() throws Exception {
        try (var harness = harness(new BreakerConfig(0.5, 10))) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 10; i++) {
                    harness.processElement(i < 5 ? "bad" : "good", 0);
                }
            }
            for (int i = 0; i < 5; i++) {
                harness.processElement("bad", 0);
            }
            assertThatThrownBy(() -> harness.processElement("bad", 0)).isInstanceOf(SuppressRestartsException.class);
        }
    }

    @Test
    void aLimitOfNoneStopsAtTheFirst() throws Exception {
        try (var harness = harness(new BreakerConfig(0, 1000))) {
            harness.processElement("good", 0);
            assertThatThrownBy(() -> harness.processElement("bad", 0)).isInstanceOf(SuppressRestartsException.class);
        }
    }

    @Test
    void aLimitOfAllNeverStops() throws Exception {
        try (var harness = harness(new BreakerConfig(1, 10))) {
            for (int i = 0; i < 100; i++) {
                harness.processElement("bad", 0);
            }
            assertThat(harness.getSideOutput(Rejector.REJECTED)).hasSize(100);
        }
    }

    private OneInputStreamOperatorTestHarness<String, String> harness(BreakerConfig breaker) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new Picky(breaker)), metrics.environment(8, 1, 0));
        harness.open();
        return harness;
    }

    /** Rejects what is bad. */
    private static final class Picky extends ProcessFunction<String, String>
            implements org.apache.flink.streaming.api.checkpoint.CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private final BreakerConfig breaker;
        private transient Totals totals;
        private transient Rejector rejector;

        Picky(BreakerConfig breaker) {
            this.breaker = breaker;
        }

        @Override
        public void initializeState(org.apache.flink.runtime.state.FunctionInitializationContext context)
                throws Exception {
            var group = getRuntimeContext().getMetricGroup();
            totals = Totals.restore(context, group, MetricNames.TOTAL_REJECTED);
            rejector = new Rejector(Stage.DECODE, breaker, totals, new RecordCounts(), group);
        }

        @Override
        public void snapshotState(org.apache.flink.runtime.state.FunctionSnapshotContext context) throws Exception {
            totals.snapshot();
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            if (value.equals("bad")) {
                rejector.reject(
                        RecordMeta.of(Messages.message(value, value)),
                        new Rejection(
                                Stage.DECODE, ErrorKind.TYPE_MISMATCH, "bad is bad", "a.b", "good", "bad", List.of()),
                        rejected -> context.output(Rejector.REJECTED, rejected));
            } else {
                out.collect(value);
                rejector.passed();
            }
        }
    }
}
