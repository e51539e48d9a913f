package io.millrace.job.testkit;

import io.millrace.job.metrics.MetricNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;

/** Flink's metric groups, remembering what is registered in the group {@link MetricNames#GROUP}. */
public final class RecordedMetrics {

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final TaskMetricGroup task;

    public RecordedMetrics() {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer(this::register)
                .build();
        task = TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
    }

    /** A group for a class under test that takes one. */
    public MetricGroup group() {
        return task;
    }

    /** An environment for an operator's test harness. */
    public MockEnvironment environment(int maxParallelism, int parallelism, int subtask) {
        return MockEnvironment.builder()
                .setMetricGroup(task)
                .setMaxParallelism(maxParallelism)
                .setParallelism(parallelism)
                .setSubtaskIndex(subtask)
                .build();
    }

    /** The names of all that is registered. */
    public Set<String> names() {
        return Set.copyOf(metrics.keySet());
    }

    /** The number that a gauge or counter shows now; {@code name} may be below a subgroup: {@code kind.x.rejected}. */
    public Number value(String name) {
        Metric metric = metrics.get(name);
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Gauge<?> gauge) {
            return (Number) gauge.getValue();
        }
        throw new AssertionError("no gauge or counter '" + name + "' among " + metrics.keySet());
    }

    /** The histogram of this name. */
    public Histogram histogram(String name) {
        if (metrics.get(name) instanceof Histogram histogram) {
            return histogram;
        }
        throw new AssertionError("no histogram '" + name + "' among " + metrics.keySet());
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        List<String> scope = Arrays.asList(group.getScopeComponents());
        int own = scope.indexOf(MetricNames.GROUP);
        if (own >= 0) {
            String prefix = String.join(".", scope.subList(own + 1, scope.size()));
            metrics.put(prefix.isEmpty() ? name : prefix + "." + name, metric);
        }
    }
}
