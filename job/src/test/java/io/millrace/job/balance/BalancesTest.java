package io.millrace.job.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Balance;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import io.millrace.model.LostRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

final class BalancesTest {

    @Test
    void whatWasCountedIsGivenBeforeTheBarrierAndCountedAnewFromThere() throws Exception {
        try (var operator = plain()) {
            operator.open();
            operator.processElement(3, 0);
            operator.processElement(0, 0);
            operator.prepareSnapshotPreBarrier(7);
            operator.prepareSnapshotPreBarrier(8);
            operator.processElement(1, 0);
            operator.prepareSnapshotPreBarrier(9);

            assertThat(balances(operator))
                    .extracting(Balance::checkpointId)
                    .as("nothing is told of a time in which nothing came")
                    .containsExactly(7L, 9L);
            assertThat(balances(operator))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .usingRecursiveComparison()
                                    .ignoringFields("id")
                                    .isEqualTo(new Balance("", "count", 0, 7, 2, 1, 1, 1, 1, 3)),
                            second -> assertThat(second.rows()).isEqualTo(1));
            assertThat(balances(operator)).extracting(Balance::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatWasLostIsGivenOnceWithTheCheckpointWhoseBarrierFollows() {
        LostRange lost = new LostRange("events", "shardId-000000000000", "17", "4958", 5L, 7L);
        RecordCounts counts = new RecordCounts();
        counts.lost(lost);
        assertThat(counts.take("input", 1, 3)).containsExactly(new Gap(lost, 3));
        assertThat(counts.take("input", 1, 4)).isEmpty();
        counts.lost(lost);
        counts.received(1);
        assertThat(counts.take("input", 1, LogEntry.END_OF_INPUT))
                .hasExactlyElementsOfTypes(Gap.class, Balance.class)
                .allMatch(report -> report.checkpointId() == LogEntry.END_OF_INPUT);
    }

    @Test
    void whatCameAfterTheLastBarrierIsGivenAtTheEndOnce() throws Exception {
        try (var operator = plain()) {
            operator.open();
            operator.processElement(2, 0);
            operator.getOperator().finish();
            operator.prepareSnapshotPreBarrier(1);
            assertThat(balances(operator)).singleElement().satisfies(balance -> {
                assertThat(balance.checkpointId()).isEqualTo(LogEntry.END_OF_INPUT);
                assertThat(balance.rows()).isEqualTo(2);
            });
        }
    }

    @Test
    void afterARestoreTheCountsBeginAtZero() throws Exception {
        OperatorSubtaskState state;
        try (var operator = plain()) {
            operator.open();
            operator.processElement(2, 0);
            operator.prepareSnapshotPreBarrier(1);
            state = operator.snapshot(1, 1);
            operator.processElement(5, 0);
        }
        try (var operator = plain()) {
            operator.initializeState(state);
            operator.open();
            operator.processElement(5, 0);
            operator.prepareSnapshotPreBarrier(2);
            assertThat(balances(operator))
                    .singleElement()
                    .extracting(Balance::rows)
                    .isEqualTo(5L);
        }
    }

    @Test
    void anOperatorOfAKeyedStreamDoesTheSame() throws Exception {
        try (var operator = new KeyedOneInputStreamOperatorTestHarness<Integer, Integer, Integer>(
                Balances.operator(new KeyedCounting(), "count"), value -> value, Types.INT)) {
            operator.open();
            operator.processElement(3, 0);
            operator.prepareSnapshotPreBarrier(4);
            operator.processElement(3, 0);
            operator.getOperator().finish();
            assertThat(balances(operator)).extracting(Balance::checkpointId).containsExactly(4L, LogEntry.END_OF_INPUT);
        }
    }

    private static OneInputStreamOperatorTestHarness<Integer, Integer> plain() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(Balances.operator(new Counting(), "count"));
    }

    private static List<Balance> balances(OneInputStreamOperatorTestHarness<Integer, Integer> operator) {
        var given = operator.getSideOutput(Balances.TAG);
        return given == null
                ? List.of()
                : new ArrayList<>(given)
                        .stream()
                                .map(StreamRecord::getValue)
                                .map(Balance.class::cast)
                                .toList();
    }

    /** A number is a record with so many rows; zero goes nowhere. */
    private static void count(int value, RecordCounts counts) {
        counts.received(1);
        if (value == 0) {
            counts.filtered();
            counts.duplicate();
            counts.rejected();
        } else {
            counts.written(value);
        }
    }

    private static final class Counting extends ProcessFunction<Integer, Integer> implements Balanced {

        private static final long serialVersionUID = 1L;

        private final transient RecordCounts counts = new RecordCounts();

        @Override
        public void processElement(Integer value, Context context, Collector<Integer> out) {
            count(value, counts);
        }

        @Override
        public RecordCounts counts() {
            return counts;
        }
    }

    private static final class KeyedCounting extends KeyedProcessFunction<Integer, Integer, Integer>
            implements Balanced {

        private static final long serialVersionUID = 1L;

        private final transient RecordCounts counts = new RecordCounts();

        @Override
        public void processElement(Integer value, Context context, Collector<Integer> out) {
            count(value, counts);
        }

        @Override
        public RecordCounts counts() {
            return counts;
        }
    }
}
