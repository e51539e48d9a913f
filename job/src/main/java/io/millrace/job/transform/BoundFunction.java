package io.millrace.job.transform;

import io.millrace.job.config.FunctionConfig;
import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.udf.RecordFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** A user's function, opened, with the conversions between its typed records and rows around it. */
final class BoundFunction {

    /** So many rows are kept for the next record; a record of which many more are made is rare. */
    private static final int MOST_SPARE_ROWS = 16;

    private final RecordFunction<SpecificRecord, SpecificRecord> function;
    private final SlotView view;
    private final PassedText passed;
    private final RowToRecord reader;
    private final RecordToRow writer;
    private final RecordSchema output;
    private final List<SlotRow> rows = new ArrayList<>();
    private final List<SlotRow> spare = new ArrayList<>();
    private final Consumer<SpecificRecord> out = this::take;

    /** Kept, because a function may catch what its consumer throws. */
    private UnfitValueException unfit;

    private BoundFunction(
            RecordFunction<SpecificRecord, SpecificRecord> function,
            RecordSchema input,
            PassedText passed,
            RowToRecord reader,
            RecordToRow writer,
            RecordSchema output) {
        this.function = function;
        this.view = new SlotView(input.rowType());
        this.passed = passed;
        this.reader = reader;
        this.writer = writer;
        this.output = output;
    }

    /** @throws IllegalArgumentException when the function is unknown, refuses its options or expects another schema */
    static BoundFunction bind(FunctionConfig config, RecordSchema input, ClassLoader loader) {
        RecordFunction<?, ?> found = FunctionRegistry.load(loader).find(config.function());
        String name = "function '" + found.name() + "'";
        TypedClass from = TypedClass.of(found.inputType());
        List<String> differences = SchemaMatch.differences(input.avro(), from.schema());
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(name + " expects "
                    + found.inputType().getName() + ", but other records come in: " + String.join("; ", differences));
        }
        TypedClass to = TypedClass.of(found.outputType());
        RecordSchema output;
        try {
            output = RecordSchema.of(to.schema());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " gives " + found.outputType().getName() + ", which no row can hold: " + e.getMessage(), e);
        }
        open(found, name, config.options());
        PassedText passed = PassedText.root();
        return new BoundFunction(
                untyped(found),
                input,
                passed,
                RowToRecord.of(input.rowType(), from, passed),
                RecordToRow.of(to.schema(), passed),
                output);
    }

    private static void open(RecordFunction<?, ?> function, String name, Map<String, String> options) {
        try {
            function.open(options == null ? Map.of() : Map.copyOf(options));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(name + " refuses its options: " + e.getMessage(), e);
        }
    }

    /** The reader makes exactly the class that the function takes. */
    @SuppressWarnings("unchecked")
    private static RecordFunction<SpecificRecord, SpecificRecord> untyped(RecordFunction<?, ?> function) {
        return (RecordFunction<SpecificRecord, SpecificRecord>) function;
    }

    RecordSchema output() {
        return output;
    }

    /**
     * What the function gives for all rows of a record, in rows and a list that are valid until the next call.
     *
     * @throws UnfitValueException when one of them cannot be a row
     * @throws Exception when the function fails
     */
    List<SlotRow> apply(DecodedRecord record) throws Exception {
        takeBack();
        for (int i = 0; i < record.rowCount(); i++) {
            unfit = null;
            passed.nextRecord();
            function.apply(reader.convert(view.of(record.row(i))), out);
            if (unfit != null) {
                throw unfit;
            }
        }
        return rows;
    }

    private void takeBack() {
        for (int i = 0; i < rows.size() && spare.size() < MOST_SPARE_ROWS; i++) {
            spare.add(rows.get(i));
        }
        rows.clear();
    }

    private void take(SpecificRecord given) {
        try {
            SlotRow row = spare.isEmpty() ? new SlotRow(output.rowType()) : spare.remove(spare.size() - 1);
            rows.add(row);
            writer.fill(row, given);
        } catch (UnfitValueException e) {
            unfit = unfit == null ? e : unfit;
            throw e;
        }
    }
}
