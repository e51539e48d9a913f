package io.millrace.job.dedup;

import io.millrace.job.balance.Balances;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.record.MessageIdTypeInfo;
import io.millrace.job.testkit.RecordedMetrics;
import io.millrace.model.Balance;
import io.millrace.model.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A deduplication operator at some parallelism: sends each value to the instance that its key belongs to. */
final class FilterHarness<T> implements AutoCloseable {

    static final int MAX_PARALLELISM = 16;

    private final Supplier<DuplicateFilter<T>> filter;
    private final TypeSerializer<T> serializer;
    private final StateBackend backend;
    private final List<KeyedOneInputStreamOperatorTestHarness<MessageId, T, T>> instances = new ArrayList<>();
    private final List<RecordedMetrics> metrics = new ArrayList<>();
    private long now;

    FilterHarness(Supplier<DuplicateFilter<T>> filter, TypeSerializer<T> serializer, StateBackend backend) {
        this.filter = filter;
        this.serializer = serializer;
        this.backend = backend;
    }

    /** Starts without state. */
    FilterHarness<T> start(int parallelism) throws Exception {
        return start(parallelism, List.of());
    }

    /** Starts from what {@link #snapshot} gave. */
    FilterHarness<T> start(int parallelism, List<OperatorSubtaskState> restored) throws Exception {
        for (int i = 0; i < parallelism; i++) {
            RecordedMetrics own = new RecordedMetrics();
            DuplicateFilter<T> function = filter.get();
            KeyedOneInputStreamOperatorTestHarness<MessageId, T, T> instance =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            Balances.operator(function, "filter"),
                            function.keySelector(),
                            new MessageIdTypeInfo(),
                            own.environment(MAX_PARALLELISM, parallelism, i));
            instance.setStateBackend(backend);
            instance.setup(serializer);
            instance.setProcessingTime(now);
            instance.setStateTtlProcessingTime(now);
            if (!restored.isEmpty()) {
                instance.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        AbstractStreamOperatorTestHarness.repackageState(restored.toArray(OperatorSubtaskState[]::new)),
                        MAX_PARALLELISM,
                        restored.size(),
                        parallelism,
                        i));
            }
            instance.open();
            instances.add(instance);
            metrics.add(own);
        }
        return this;
    }

    /** Processes values; returns those that came through. */
    @SafeVarargs
    final List<T> process(T... values) throws Exception {
        List<T> passed = new ArrayList<>();
        for (T value : values) {
            MessageId key = filter.get().keySelector().getKey(value);
            int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, instances.size());
            var instance = instances.get(owner);
            instance.processElement(value, 0);
            passed.addAll(instance.extractOutputValues());
            instance.getOutput().clear();
        }
        return passed;
    }

    void advanceTo(long millis) throws Exception {
        now = millis;
        for (var instance : instances) {
            instance.setStateTtlProcessingTime(millis);
            instance.setProcessingTime(millis);
        }
    }

    List<OperatorSubtaskState> snapshot() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var instance : instances) {
            states.add(instance.snapshot(1, 1));
        }
        return states;
    }

    /** Stops, and starts again from {@code restored}, as after a failure or to rescale. */
    void restart(int parallelism, List<OperatorSubtaskState> restored) throws Exception {
        close();
        start(parallelism, restored);
    }

    /** What the instances tell of before a barrier. */
    List<Balance> balances() throws Exception {
        List<Balance> all = new ArrayList<>();
        for (var instance : instances) {
            instance.prepareSnapshotPreBarrier(1);
            var given = instance.getSideOutput(Balances.TAG);
            if (given != null) {
                given.forEach(report -> all.add((Balance) report.getValue()));
            }
        }
        return all;
    }

    int rememberedKeys() {
        return instances.stream().mapToInt(i -> i.numKeyedStateEntries()).sum();
    }

    int timers() {
        return instances.stream().mapToInt(i -> i.numProcessingTimeTimers()).sum();
    }

    long total(String name) {
        return metrics.stream().mapToLong(m -> m.value(name).longValue()).sum();
    }

    long dropped() {
        return total(MetricNames.DUPLICATES_DROPPED);
    }

    @Override
    public void close() throws Exception {
        for (var instance : instances) {
            instance.close();
        }
        instances.clear();
        metrics.clear();
    }
}
