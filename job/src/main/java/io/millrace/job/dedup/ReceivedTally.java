package io.millrace.job.dedup;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.model.RawMessage;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Counts, beside redeliveries, all that came out of the source: this is the first operator that every message passes. */
final class ReceivedTally extends Tally<RawMessage> {

    private final Total received;
    private final Total bytes;

    ReceivedTally(FunctionInitializationContext context, MetricGroup group) throws Exception {
        super(
                Totals.restore(
                        context,
                        group,
                        MetricNames.TOTAL_RECEIVED,
                        MetricNames.TOTAL_INPUT_BYTES,
                        MetricNames.TOTAL_REDELIVERIES_DROPPED),
                MetricNames.TOTAL_REDELIVERIES_DROPPED,
                group);
        received = total(MetricNames.TOTAL_RECEIVED);
        bytes = total(MetricNames.TOTAL_INPUT_BYTES);
    }

    @Override
    void seen(RawMessage message) {
        received.increment();
        counts().received(1);
        bytes.add(message.body().length);
    }
}
