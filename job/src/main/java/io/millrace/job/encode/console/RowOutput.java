package io.millrace.job.encode.console;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.StdoutConfig;
import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows to standard output, or to nowhere.
 *
 * <p>Totals are state and count every row once, whatever fails. Lines are not: after a failure rows come again, so they
 * are printed at least once.
 */
public final class RowOutput implements Sink<RoutedRecord>, SupportsWriterState<RoutedRecord, RowTotals> {

    private static final long serialVersionUID = 1L;

    /** How rows are printed; null where they are only counted. */
    private final StdoutConfig.Style style;

    private final RecordSchema schema;
    private final LineOutput output;

    private RowOutput(StdoutConfig.Style style, RecordSchema schema, LineOutput output) {
        this.style = style;
        this.schema = requireNonNull(schema, "schema");
        this.output = requireNonNull(output, "output");
    }

    /**
     * Rows, or their number, on standard output.
     *
     * @param output prints; {@code count} prints one line at the end of the input, from the only parallel instance
     */
    public static RowOutput stdout(StdoutConfig config, RecordSchema schema, LineOutput output) {
        return new RowOutput(config.style(), schema, output);
    }

    /** Rows are counted, with the bytes of their input, and discarded. */
    public static RowOutput stats(RecordSchema schema) {
        return new RowOutput(null, schema, lines -> {
            throw new IllegalStateException("an output that only counts has printed");
        });
    }

    @Override
    public SinkWriter<RoutedRecord> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<RoutedRecord, RowTotals> restoreWriter(
            WriterInitContext context, Collection<RowTotals> restored) {
        int instances = context.getTaskInfo().getNumberOfParallelSubtasks();
        boolean onlyNumber = style == StdoutConfig.Style.COUNT;
        if (onlyNumber && instances != 1) {
            throw new IllegalStateException("one number is printed by one instance, not by " + instances);
        }
        Totals totals = Totals.of(
                context.metricGroup(),
                restored.stream().map(RowTotals::values).toList(),
                MetricNames.TOTAL_ROWS_WRITTEN,
                MetricNames.TOTAL_BYTES_WRITTEN);
        LinePrinter printer = new LinePrinter(output, context.getProcessingTimeService());
        return new RowOutputWriter(rowText(), onlyNumber, printer, totals);
    }

    private RowText rowText() {
        if (style == null) {
            return RowText.NONE;
        }
        return switch (style) {
            case COMPACT -> RowText.compact(schema);
            case PRETTY -> RowText.pretty(schema);
            case COUNT -> RowText.NONE;
        };
    }

    @Override
    public SimpleVersionedSerializer<RowTotals> getWriterStateSerializer() {
        return RowTotalsSerializer.INSTANCE;
    }
}
