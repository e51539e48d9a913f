package io.millrace.job.encode.ndjson;

import io.millrace.job.encode.text.TextBuffer;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotView;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.table.data.RowData;

/**
 * Rows as JSON objects, compact, in UTF-8. Every field is there, null included, in the schema's order.
 *
 * <p>Exact: 64-bit integers and decimals are numbers with all their digits, a decimal with as many after the point as
 * its type says. Times are ISO 8601, timestamps in UTC with a {@code Z}. Bytes are base64. A floating-point number that
 * JSON has no form for is the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 *
 * <p>Holds text until it is cleared; one thread.
 */
public final class RowJson {

    private final SlotView view;
    private final JsonText.OfRow writer;
    private final JsonBuffer text = new JsonBuffer();

    public RowJson(RecordSchema schema) {
        view = new SlotView(schema.rowType());
        writer = new JsonText.OfRow(schema.avro());
    }

    /** Adds a row's object to the text. */
    public void append(RowData row) {
        writer.write(view.of(row), text);
    }

    public void appendNewline() {
        text.put('\n');
    }

    public void clear() {
        text.clear();
    }

    /** The buffer that holds the text. */
    TextBuffer text() {
        return text;
    }

    public void writeTo(OutputStream out) throws IOException {
        text.writeTo(out);
    }

    /** A copy of the text. */
    public byte[] toBytes() {
        return text.toBytes();
    }
}
