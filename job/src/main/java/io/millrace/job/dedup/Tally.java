package io.millrace.job.dedup;

import io.millrace.job.balance.RecordCounts;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import java.io.Serializable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** What one instance of a deduplication operator counts. */
abstract class Tally<T> {

    /** Ships with the operator and makes the tally where it runs. */
    interface Factory<T> extends Serializable {
        Tally<T> create(FunctionInitializationContext context, MetricGroup group) throws Exception;
    }

    private final Totals totals;
    private final Total totalDropped;
    private final Counter dropped;
    private final RecordCounts counts = new RecordCounts();

    Tally(Totals totals, String totalDropped, MetricGroup group) {
        this.totals = totals;
        this.totalDropped = totals.get(totalDropped);
        this.dropped = group.addGroup(MetricNames.GROUP).counter(MetricNames.DUPLICATES_DROPPED);
    }

    final Total total(String name) {
        return totals.get(name);
    }

    /** Called for every value, dropped or not. */
    abstract void seen(T value);

    final void dropped() {
        dropped.inc();
        totalDropped.increment();
        counts.duplicate();
    }

    final RecordCounts counts() {
        return counts;
    }

    final void snapshot() throws Exception {
        totals.snapshot();
    }
}
