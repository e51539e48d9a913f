package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.RecordCounts;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.RouteConfig;
import io.millrace.job.config.UnfitException;
import io.millrace.job.error.Rejector;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Takes records apart: gives each row of a record its event time and its partition. A record of which a row has none is
 * rejected, and none of its rows goes on: its dead letter is the record, and would write again, when it is replayed, whatever
 * went on now. What the stages before rejected leaves the flow here, too, to {@link Rejector#REJECTED}.
 */
public final class RouteFunction extends ProcessFunction<DecodedRecord, RoutedRecord>
        implements CheckpointedFunction, Balanced {

    private static final long serialVersionUID = 1L;

    private final EventTime eventTime;
    private final Partitioner partitioner;
    private final BreakerConfig breaker;

    /** One for each row of the record with the most rows so far. */
    private transient List<RoutedRecord> routed;

    private transient Totals totals;
    private transient RecordCounts counts;
    private transient Rejector rejector;

    /**
     * @param schema the schema of the records that arrive
     * @throws UnfitException when the configuration does not fit the schema, naming the key and the field
     */
    public RouteFunction(RouteConfig config, RecordSchema schema, BreakerConfig breaker) {
        this(config, Layout.of(config, schema), breaker);
    }

    /**
     * @param layout of {@code config} and the schema of the records that arrive
     * @throws UnfitException when the configuration does not fit the schema, naming the key and the field
     */
    public RouteFunction(RouteConfig config, Layout layout, BreakerConfig breaker) {
        try {
            this.eventTime = new EventTime(config.eventTime(), layout.schema(), layout.needsTime(), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new UnfitException("route.event-time.field", e);
        }
        this.partitioner = layout.partitioner();
        this.breaker = requireNonNull(breaker, "breaker");
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        routed = new ArrayList<>();
        totals = Totals.restore(context, getRuntimeContext().getMetricGroup(), MetricNames.TOTAL_REJECTED);
        counts = new RecordCounts();
        rejector = new Rejector(
                Stage.ROUTE, breaker, totals, counts, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        totals.snapshot();
    }

    @Override
    public void processElement(DecodedRecord record, Context context, Collector<RoutedRecord> out) {
        if (record.rejected() != null) {
            context.output(Rejector.REJECTED, record.rejected());
            return;
        }
        try {
            route(record);
        } catch (UnroutableException e) {
            rejector.reject(record.meta(), e.rejection(), rejected -> context.output(Rejector.REJECTED, rejected));
            return;
        }
        rejector.passed();
        counts.written(record.rowCount());
        for (int i = 0; i < record.rowCount(); i++) {
            out.collect(routed.get(i));
        }
    }

    @Override
    public RecordCounts counts() {
        return counts;
    }

    private void route(DecodedRecord record) throws UnroutableException {
        long sentAtMillis = record.meta().message().origin().sentAtMillis();
        for (int i = 0; i < record.rowCount(); i++) {
            if (i == routed.size()) {
                routed.add(new RoutedRecord());
            }
            RowData row = record.row(i);
            long micros = eventTime.micros(row, sentAtMillis);
            routed.get(i)
                    .refill(
                            row,
                            partitioner.partition(row, micros),
                            micros,
                            record.meta().length(),
                            record.meta().message().origin());
        }
    }
}
