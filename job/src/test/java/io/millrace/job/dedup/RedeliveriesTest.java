package io.millrace.job.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.RawMessageTypeInfo;
import io.millrace.job.testkit.Messages;
import io.millrace.model.Balance;
import io.millrace.model.RawMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RedeliveriesTest {

    private static final Duration TTL = Duration.ofHours(1);
    private static final long HOUR = TTL.toMillis();

    /** Incremental snapshots refer to earlier ones, which only a checkpoint coordinator resolves. */
    private static final boolean FULL = false;

    /** Each test runs for a standard queue and for a FIFO queue, on the heap, and where the backend matters in RocksDB. */
    enum Kind {
        STANDARD(false, new HashMapStateBackend()),
        STANDARD_ON_ROCKSDB(false, new EmbeddedRocksDBStateBackend(FULL)),
        FIFO(true, new HashMapStateBackend()),
        FIFO_ON_ROCKSDB(true, new EmbeddedRocksDBStateBackend(FULL));

        private final boolean fifo;
        private final StateBackend backend;

        Kind(boolean fifo, StateBackend backend) {
            this.fifo = fifo;
            this.backend = backend;
        }

        FilterHarness<RawMessage> harness() {
            return new FilterHarness<>(
                    () -> Deduplication.filterOf(new MessageIdentity(), TTL, true, ReceivedTally::new, fifo),
                    new RawMessageTypeInfo().createSerializer(new SerializerConfigImpl()),
                    backend);
        }

        RawMessage message(int number) {
            String id = new UUID(number, ~number).toString();
            return Messages.message(id, fifo ? "group-" + number % 3 : null, "body " + number, Map.of());
        }

        RawMessage[] messages(int from, int to) {
            return IntStream.range(from, to).mapToObj(this::message).toArray(RawMessage[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FIFO"})
    void aMessageThatComesAgainIsDropped(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(2)) {
            RawMessage[] messages = kind.messages(0, 20);
            assertThat(filter.process(messages)).containsExactly(messages);
            assertThat(filter.process(messages)).isEmpty();
            assertThat(filter.process(kind.message(20))).hasSize(1);

            assertThat(filter.dropped()).isEqualTo(20);
            assertThat(filter.total(MetricNames.TOTAL_RECEIVED)).isEqualTo(41);
            assertThat(filter.total(MetricNames.TOTAL_REDELIVERIES_DROPPED)).isEqualTo(20);
            assertThat(filter.balances()).extracting(Balance::received).satisfies(received -> assertThat(
                            received.stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(41));
            assertThat(filter.balances())
                    .as("told once")
                    .extracting(Balance::duplicates)
                    .satisfies(dropped -> assertThat(
                                    dropped.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(20));
            long bytes = IntStream.range(0, 20)
                    .mapToLong(i -> ("body " + i).length())
                    .sum();
            assertThat(filter.total(MetricNames.TOTAL_INPUT_BYTES)).isEqualTo(2 * bytes + "body 20".length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACheckpointHoldsIsDroppedAfterARestartAndWhatItDoesNotHoldComesThrough(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(1)) {
            filter.process(kind.messages(0, 10));
            List<OperatorSubtaskState> checkpoint = filter.snapshot();
            filter.process(kind.messages(10, 20));

            filter.restart(1, checkpoint);
            assertThat(filter.process(kind.messages(0, 20))).hasSize(10);
            assertThat(filter.total(MetricNames.TOTAL_RECEIVED)).isEqualTo(30);
            assertThat(filter.total(MetricNames.TOTAL_REDELIVERIES_DROPPED)).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FIFO"})
    void rescalingForgetsNothingAndCountsNothingTwice(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(1)) {
            int count = 0;
            for (int parallelism : new int[] {3, 2, 5, 1}) {
                filter.process(kind.messages(count, count + 50));
                count += 50;
                filter.restart(parallelism, filter.snapshot());
                assertThat(filter.process(kind.messages(0, count)))
                        .as("at parallelism " + parallelism)
                        .isEmpty();
                filter.restart(parallelism, filter.snapshot());
                assertThat(filter.total(MetricNames.TOTAL_RECEIVED)
                                - filter.total(MetricNames.TOTAL_REDELIVERIES_DROPPED))
                        .isEqualTo(count);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsRememberedForItsTimeToLiveAndNotLonger(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(1)) {
            filter.advanceTo(1000);
            filter.process(kind.message(1), kind.message(2));
            filter.advanceTo(1000 + HOUR - 1);
            assertThat(filter.process(kind.message(1))).isEmpty();
            filter.advanceTo(1000 + HOUR);
            assertThat(filter.process(kind.message(2))).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FIFO"})
    void aRedeliveryIsRememberedAnew(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(1)) {
            filter.process(kind.message(1));
            for (int round = 1; round <= 5; round++) {
                filter.advanceTo(round * (HOUR - 1));
                assertThat(filter.process(kind.message(1))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "FIFO"})
    void timeGoesOnWhileTheJobIsDown(Kind kind) throws Exception {
        try (FilterHarness<RawMessage> filter = kind.harness().start(1)) {
            filter.process(kind.message(1));
            List<OperatorSubtaskState> checkpoint = filter.snapshot();
            filter.advanceTo(HOUR);
            filter.restart(1, checkpoint);
            assertThat(filter.process(kind.message(1))).hasSize(1);
        }
    }
}
