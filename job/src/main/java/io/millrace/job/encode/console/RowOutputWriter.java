package io.millrace.job.encode.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.MetricNames;
import io.millrace.job.metrics.Total;
import io.millrace.job.metrics.Totals;
import io.millrace.job.record.RoutedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Prints rows, or only counts them. */
final class RowOutputWriter implements StatefulSinkWriter<RoutedRecord, RowTotals> {

    private final RowText text;
    private final boolean printsNumber;
    private final LinePrinter printer;
    private final Total rows;
    private final Total bytes;

    /** @param printsNumber whether the number of all rows is printed after the last */
    RowOutputWriter(RowText text, boolean printsNumber, LinePrinter printer, Totals totals) {
        this.text = requireNonNull(text, "text");
        this.printsNumber = printsNumber;
        this.printer = requireNonNull(printer, "printer");
        this.rows = totals.get(MetricNames.TOTAL_ROWS_WRITTEN);
        this.bytes = totals.get(MetricNames.TOTAL_BYTES_WRITTEN);
    }

    @Override
    public void write(RoutedRecord record, Context context) throws IOException {
        ByteArrayOutputStream lines = printer.lines();
        int before = lines.size();
        text.append(record.row(), lines);
        int printed = lines.size() - before;
        rows.increment();
        bytes.add(printed > 0 ? printed : record.inputBytes());
        printer.appended();
    }

    @Override
    public void flush(boolean endOfInput) {
        if (endOfInput && printsNumber) {
            printer.lines().writeBytes((rows.value() + "\n").getBytes(US_ASCII));
        }
        printer.print();
    }

    @Override
    public List<RowTotals> snapshotState(long checkpointId) {
        return List.of(new RowTotals(rows.value(), bytes.value()));
    }

    /** Prints nothing: rows that came after the last checkpoint come again. */
    @Override
    public void close() {}
}
