package io.millrace.job.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Plays the coordinator: the test's thread is its only one, periodic calls are made by {@link #tick}, and others at once.
 *
 * @param <S> the source's split
 */
public final class EnumeratorHarness<S extends SourceSplit> implements SplitEnumeratorContext<S> {

    public final Map<Integer, List<S>> assigned = new HashMap<>();
    public final Map<Integer, List<SourceEvent>> sent = new HashMap<>();
    public final Set<Integer> ended = new HashSet<>();

    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final List<Runnable> periodic = new ArrayList<>();

    public EnumeratorHarness(int parallelism) {
        this.parallelism = parallelism;
    }

    public void register(SplitEnumerator<S, ?> enumerator, int subtask) {
        readers.put(subtask, new ReaderInfo(subtask, "localhost"));
        ended.remove(subtask);
        enumerator.addReader(subtask);
    }

    /** A reader goes back to a checkpoint that has none of what it was assigned. */
    public void fail(SplitEnumerator<S, ?> enumerator, int subtask) {
        readers.remove(subtask);
        List<S> back = assigned.remove(subtask);
        enumerator.addSplitsBack(back == null ? List.of() : back, subtask);
    }

    public void tick() {
        periodic.forEach(Runnable::run);
    }

    public int periodicCalls() {
        return periodic.size();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        if (!readers.containsKey(subtask)) {
            throw new IllegalStateException("reader " + subtask + " is not registered");
        }
        sent.computeIfAbsent(subtask, key -> new ArrayList<>()).add(event);
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<S> assignment) {
        assignment.assignment().forEach((subtask, splits) -> assigned.computeIfAbsent(subtask, key -> new ArrayList<>())
                .addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        if (!readers.containsKey(subtask) || !ended.add(subtask)) {
            throw new IllegalStateException("reader " + subtask + " is not at work");
        }
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        call(callable, handler);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
        periodic.add(() -> call(callable, handler));
    }

    private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        T result = null;
        Throwable error = null;
        try {
            result = callable.call();
        } catch (Exception e) {
            error = e;
        }
        handler.accept(result, error);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
