package io.millrace.job.transform;

import static java.util.Objects.requireNonNull;

import io.millrace.job.balance.Balanced;
import io.millrace.job.balance.RecordCounts;
import io.millrace.job.config.BreakerConfig;
import io.millrace.job.config.FunctionConfig;
import io.millrace.job.error.Rejector;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One step of {@code transform}: runs a user's function on each record, once for every row that the steps before made of
 * it. A record on one of whose rows the function fails, or for which it gives something that no row can hold, is rejected
 * whole and alone: none of its results goes on, the job does. The emitted object and its rows are reused.
 */
public final class TransformFunction extends ProcessFunction<DecodedRecord, DecodedRecord>
        implements CheckpointedFunction, Balanced {

    private static final long serialVersionUID = 1L;

    private final FunctionConfig config;
    private final RecordSchema input;
    private final RecordSchema output;
    private final BreakerConfig breaker;

    private transient Totals totals;
    private transient RecordCounts counts;
    private transient Total filtered;
    private transient Rejector rejector;
    private transient BoundFunction function;
    private transient DecodedRecord result;

    private TransformFunction(FunctionConfig config, RecordSchema input, RecordSchema output, BreakerConfig breaker) {
        this.config = requireNonNull(config, "config");
        this.input = requireNonNull(input, "input");
        this.output = requireNonNull(output, "output");
        this.breaker = requireNonNull(breaker, "breaker");
    }

    /**
     * The step for one entry of {@code transform}. The function is found, opened with its options and held against the
     * schema here, before the job starts.
     *
     * @param input the schema of the rows that come in
     * @param loader sees the functions
     * @throws IllegalArgumentException when there is no such function, when it refuses its options, or when it expects
     *     other fields than come in
     */
    public static TransformFunction of(
            FunctionConfig config, RecordSchema input, BreakerConfig breaker, ClassLoader loader) {
        BoundFunction checked = BoundFunction.bind(config, input, loader);
        return new TransformFunction(config, input, checked.output(), breaker);
    }

    /** The schema of the rows that go out. */
    public RecordSchema outputSchema() {
        return output;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        var group = getRuntimeContext().getMetricGroup();
        totals = Totals.restore(context, group, MetricNames.TOTAL_REJECTED, MetricNames.TOTAL_FILTERED);
        filtered = totals.get(MetricNames.TOTAL_FILTERED);
        counts = new RecordCounts();
        rejector = new Rejector(Stage.TRANSFORM, breaker, totals, counts, group);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        totals.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        function = BoundFunction.bind(config, input, getRuntimeContext().getUserCodeClassLoader());
        result = new DecodedRecord();
    }

    @Override
    public void processElement(DecodedRecord record, Context context, Collector<DecodedRecord> out) throws Exception {
        if (record.rejected() != null) {
            out.collect(record);
            return;
        }
        List<SlotRow> rows;
        try {
            rows = function.apply(record);
        } catch (UnfitValueException e) {
            rejector.reject(record.meta(), unfit(e), rejected -> out.collect(result.refill(rejected)));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw e;
        } catch (Exception | StackOverflowError | AssertionError e) {
            rejector.reject(record.meta(), failed(e), rejected -> out.collect(result.refill(rejected)));
            return;
        }
        rejector.passed();
        if (rows.isEmpty()) {
            filtered.increment();
            counts.filtered();
        } else {
            out.collect(result.refill(rows, record.meta()));
        }
    }

    @Override
    public RecordCounts counts() {
        return counts;
    }

    private Rejection failed(Throwable error) {
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return Rejection.of(
                Stage.TRANSFORM, ErrorKind.TRANSFORM, "function '" + config.function() + "' failed: " + why, error);
    }

    private Rejection unfit(UnfitValueException e) {
        return new Rejection(
                Stage.TRANSFORM,
                ErrorKind.ENCODE,
                "function '" + config.function() + "' gave a record that cannot be written: " + e.getMessage(),
                e.path().isEmpty() ? null : e.path(),
                e.expected(),
                e.actual(),
                List.of());
    }
}
