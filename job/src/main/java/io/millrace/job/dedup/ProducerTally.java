package io.millrace.job.dedup;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Totals;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Counts what the producer repeated. */
final class ProducerTally<T> extends Tally<T> {

    ProducerTally(FunctionInitializationContext context, MetricGroup group) throws Exception {
        super(
                Totals.restore(context, group, MetricNames.TOTAL_PRODUCER_DUPLICATES_DROPPED),
                MetricNames.TOTAL_PRODUCER_DUPLICATES_DROPPED,
                group);
    }

    @Override
    void seen(T value) {}
}
