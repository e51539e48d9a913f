package io.millrace.job.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Numbers that count over the whole life of a job, each event exactly once: they are part of the checkpoint, so what is
 * processed again after a failure is counted again from the same number. Each instance of an operator counts its own
 * share; the sum over the instances is the total, and rescaling keeps that sum. Each is a gauge in the group {@link
 * MetricNames#GROUP}, under its own name.
 *
 * <p>A function calls {@link #restore} in {@code initializeState} and {@link #snapshot} in {@code snapshotState}. A sink
 * writer, whose state is an object, calls {@link #of} with what its restored states hold and keeps {@link #values}.
 */
public final class Totals {

    private final Map<String, Total> totals;
    private final Map<String, ListState<Long>> states;

    private Totals(Map<String, Total> totals, Map<String, ListState<Long>> states, MetricGroup group) {
        this.totals = totals;
        this.states = states;
        MetricGroup own = group.addGroup(MetricNames.GROUP);
        totals.forEach((name, total) -> own.<Long, Gauge<Long>>gauge(name, total::value));
    }

    /** Totals that a function keeps in operator state, continued where the restored checkpoint left them. */
    public static Totals restore(FunctionInitializationContext context, MetricGroup group, String... names)
            throws Exception {
        return restore(context.getOperatorStateStore(), group, names);
    }

    /** As above, for an operator. */
    public static Totals restore(OperatorStateStore store, MetricGroup group, String... names) throws Exception {
        Map<String, Total> totals = new LinkedHashMap<>();
        Map<String, ListState<Long>> states = new LinkedHashMap<>();
        for (String name : names) {
            ListState<Long> state = store.getListState(new ListStateDescriptor<>(name, Types.LONG));
            long sum = 0;
            for (Long part : state.get()) {
                sum += part;
            }
            states.put(name, state);
            totals.put(name, new Total(sum));
        }
        return new Totals(totals, states, group);
    }

    /**
     * Totals whose owner keeps {@link #values} in a state of its own.
     *
     * @param restored the values of each restored state: several after scaling in, none on a first start
     */
    public static Totals of(MetricGroup group, Iterable<Map<String, Long>> restored, String... names) {
        Map<String, Total> totals = new LinkedHashMap<>();
        for (String name : names) {
            long sum = 0;
            for (Map<String, Long> part : restored) {
                sum += part.getOrDefault(name, 0L);
            }
            totals.put(name, new Total(sum));
        }
        return new Totals(totals, Map.of(), group);
    }

    /** The number called {@code name}; keep it in a field, since the look-up is not for the hot path. */
    public Total get(String name) {
        Total total = totals.get(name);
        if (total == null) {
            throw new IllegalArgumentException("no total is called '" + name + "'; there are " + totals.keySet());
        }
        return total;
    }

    /** Puts the numbers into the checkpoint that is being taken. */
    public void snapshot() throws Exception {
        for (Map.Entry<String, ListState<Long>> state : states.entrySet()) {
            state.getValue().update(List.of(get(state.getKey()).value()));
        }
    }

    /** The numbers by name. */
    public Map<String, Long> values() {
        Map<String, Long> values = new LinkedHashMap<>();
        totals.forEach((name, total) -> values.put(name, total.value()));
        return values;
    }
}
