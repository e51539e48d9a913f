package io.millrace.job.cli;

import io.millrace.job.metrics.MetricNames;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;

/**
 * The job's own metrics, added up over subtasks and attempts.
 *
 * <p>Threads: metrics come and go in the threads of tasks; numbers are read in any.
 */
final class MetricBook {

    private static final String OPERATOR_NAME = "<operator_name>";
    private static final String OPERATOR_ID = "<operator_id>";
    private static final String SUBTASK = "<subtask_index>";
    private static final String TASK_ID = "<task_id>";
    private static final String JOB_ID = "<job_id>";

    private record Key(String operator, String id, String subtask, String name) {}

    private final Map<Key, Line> lines = new HashMap<>();
    private long generation;

    synchronized void added(Metric metric, String name, MetricGroup group) {
        if ((metric instanceof Counter || metric instanceof Gauge<?>) && isKept(group)) {
            boolean lasting = name.startsWith("total") || isOfTheWholeJob(group.getAllVariables());
            lines.computeIfAbsent(key(name, group), key -> new Line(lasting)).open(metric);
            generation++;
        }
    }

    synchronized void removed(Metric metric, String name, MetricGroup group) {
        Line line = lines.get(key(name, group));
        // A predecessor that closes after its successor has opened has nothing more to say.
        if (line != null && line.isOpenWith(metric)) {
            line.close();
        }
    }

    /** Changes whenever an operator opens: numbers before and after are then not of one history. */
    synchronized long generation() {
        return generation;
    }

    /** The sum over all subtasks of all operators. */
    long sum(String name) {
        return values(name, operator -> true).sum();
    }

    /** The sum over the subtasks of operators whose name begins so. */
    long sum(String name, String operatorPrefix) {
        return values(name, operator -> operator.startsWith(operatorPrefix)).sum();
    }

    /** The largest value of any subtask; zero when there is none. */
    long max(String name) {
        return values(name, operator -> true).max().orElse(0);
    }

    private synchronized LongStream values(String name, Predicate<String> operators) {
        long[] values = lines.entrySet().stream()
                .filter(line -> line.getKey().name().equals(name))
                .filter(line -> operators.test(line.getKey().operator()))
                .mapToLong(line -> line.getValue().value())
                .toArray();
        return LongStream.of(values);
    }

    private static boolean isKept(MetricGroup group) {
        String[] scope = group.getScopeComponents();
        boolean own = scope.length > 0 && scope[scope.length - 1].equals(MetricNames.GROUP);
        return own || isOfTheWholeJob(group.getAllVariables());
    }

    /** Flink's own: checkpoints and restarts. */
    private static boolean isOfTheWholeJob(Map<String, String> variables) {
        return variables.containsKey(JOB_ID) && !variables.containsKey(TASK_ID);
    }

    private static Key key(String name, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        return new Key(
                variables.getOrDefault(OPERATOR_NAME, ""),
                variables.getOrDefault(OPERATOR_ID, ""),
                variables.getOrDefault(SUBTASK, ""),
                name);
    }

    /** One metric of one subtask, through its attempts. */
    private static final class Line {

        private final boolean lasting;

        /** Of the attempt that is open; null when none is. */
        private Metric metric;

        private long settled;

        /** @param lasting whether it counts over the life of the job by itself, instead of starting with each attempt */
        private Line(boolean lasting) {
            this.lasting = lasting;
        }

        void open(Metric next) {
            close();
            metric = next;
        }

        void close() {
            if (metric != null) {
                boolean instant = !lasting && metric instanceof Gauge<?>;
                settled = instant ? 0 : value();
                metric = null;
            }
        }

        boolean isOpenWith(Metric other) {
            return metric == other;
        }

        /** A total is its last attempt's; the attempts of a counter add up; an instant is gone with its operator. */
        long value() {
            if (metric == null) {
                return settled;
            }
            return lasting ? read(metric) : settled + read(metric);
        }

        private static long read(Metric metric) {
            if (metric instanceof Counter counter) {
                return counter.getCount();
            }
            // A gauge may have no value yet.
            return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                    ? number.longValue()
                    : 0;
        }
    }
}
