package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MetricBookTest {

    private static final String TOTAL = "totalReceived";
    private static final String COUNTER = "leasesLost";
    private static final String INSTANT = "messagesInFlight";

    private final MetricBook book = new MetricBook();

    @Test
    void subtasksAndOperatorsAreAddedUp() {
        book.added(gauge(3), TOTAL, operator("a", 0));
        book.added(gauge(4), TOTAL, operator("a", 1));
        book.added(gauge(5), TOTAL, operator("b", 0));

        assertThat(book.sum(TOTAL)).isEqualTo(12);
        assertThat(book.sum(TOTAL, "b")).isEqualTo(5);
        assertThat(book.max(TOTAL)).isEqualTo(5);
    }

    @Test
    void aTotalIsKeptWhenItsOperatorCloses() {
        Gauge<Long> total = gauge(7);
        book.added(total, TOTAL, operator("a", 0));
        book.removed(total, TOTAL, operator("a", 0));

        assertThat(book.sum(TOTAL)).isEqualTo(7);
    }

    @Test
    void theTotalOfANewAttemptReplacesTheOneBeforeIt() {
        Gauge<Long> first = gauge(7);
        book.added(first, TOTAL, operator("a", 0));
        book.removed(first, TOTAL, operator("a", 0));
        book.added(gauge(5), TOTAL, operator("a", 0));

        assertThat(book.sum(TOTAL))
                .as("what came after the checkpoint is counted again")
                .isEqualTo(5);
    }

    @Test
    void anAttemptThatClosesAfterItsSuccessorHasOpenedChangesNothing() {
        Gauge<Long> first = gauge(7);
        book.added(first, TOTAL, operator("a", 0));
        book.added(gauge(5), TOTAL, operator("a", 0));
        book.removed(first, TOTAL, operator("a", 0));

        assertThat(book.sum(TOTAL)).isEqualTo(5);
    }

    @Test
    void aCounterStartsAtZeroWithEachAttemptSoAttemptsAreAddedUp() {
        Counter first = counter(2);
        book.added(first, COUNTER, operator("a", 0));
        book.removed(first, COUNTER, operator("a", 0));
        assertThat(book.sum(COUNTER)).isEqualTo(2);
        book.added(counter(3), COUNTER, operator("a", 0));

        assertThat(book.sum(COUNTER)).isEqualTo(5);
    }

    @Test
    void anInstantIsGoneWithItsOperator() {
        Gauge<Long> inFlight = gauge(100);
        book.added(inFlight, INSTANT, operator("a", 0));
        assertThat(book.sum(INSTANT)).isEqualTo(100);
        book.removed(inFlight, INSTANT, operator("a", 0));

        assertThat(book.sum(INSTANT)).isZero();
    }

    @Test
    void whatFlinkSaysOfTheWholeJobIsKept() {
        Gauge<Long> restarts = gauge(2);
        book.added(restarts, "numRestarts", job());
        book.removed(restarts, "numRestarts", job());

        assertThat(book.max("numRestarts")).isEqualTo(2);
    }

    @Test
    void metricsOfOthersAreLeftOut() {
        book.added(gauge(3), TOTAL, new Group(new String[] {"localhost", "taskmanager"}, Map.of("<task_id>", "t")));

        assertThat(book.sum(TOTAL)).isZero();
        assertThat(book.generation()).isZero();
    }

    @Test
    void aGaugeWithoutANumberCountsAsNothing() {
        Gauge<Object> none = () -> null;
        book.added(none, TOTAL, operator("a", 0));

        assertThat(book.sum(TOTAL)).isZero();
    }

    private static Gauge<Long> gauge(long value) {
        return () -> value;
    }

    private static Counter counter(long value) {
        Counter counter = new SimpleCounter();
        counter.inc(value);
        return counter;
    }

    private static MetricGroup operator(String name, int subtask) {
        return new Group(
                new String[] {"localhost", "job", name, "millrace"},
                Map.of(
                        "<job_id>",
                        "j",
                        "<task_id>",
                        "t",
                        "<operator_id>",
                        "id of " + name,
                        "<operator_name>",
                        name,
                        "<subtask_index>",
                        Integer.toString(subtask)));
    }

    private static MetricGroup job() {
        return new Group(new String[] {"localhost", "jobmanager", "job"}, Map.of("<job_id>", "j"));
    }

    private static final class Group extends UnregisteredMetricsGroup {
        private final String[] scope;
        private final Map<String, String> variables;

        private Group(String[] scope, Map<String, String> variables) {
            this.scope = scope;
            this.variables = variables;
        }

        @Override
        public String[] getScopeComponents() {
            return scope;
        }

        @Override
        public Map<String, String> getAllVariables() {
            return variables;
        }
    }
}
