package io.millrace.job.encode.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.millrace.job.encode.ndjson.JsonBuffer;
import io.millrace.job.encode.ndjson.JsonText;
import io.millrace.job.encode.text.ScalarText;
import io.millrace.job.encode.text.SlotText;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;

/**
 * Rows as lines of CSV, each ended by CR and LF.
 *
 * <p>Null is nothing between two commas, and an empty text is {@code ""}. Records, lists and maps are JSON, as an NDJSON
 * file has them, quoted. Everything else is the text that stands in NDJSON, without its quotes.
 *
 * <p>Holds text until it is cleared; one thread.
 */
final class CsvRows {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final byte[] header;
    private final SlotView view;
    private final SlotText<CsvBuffer>[] columns;
    private final JsonBuffer json = new JsonBuffer();
    private final CsvBuffer text = new CsvBuffer();

    @SuppressWarnings({"unchecked", "rawtypes"})
    CsvRows(RecordSchema schema) {
        List<Schema.Field> fields = schema.avro().getFields();
        // Avro's names need no quotes.
        header = fields.stream().map(Schema.Field::name).collect(joining(",")).getBytes(UTF_8);
        view = new SlotView(schema.rowType());
        columns = new SlotText[fields.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(RecordSchema.withoutNull(fields.get(i).schema()));
        }
    }

    private SlotText<CsvBuffer> column(Schema schema) {
        return switch (schema.getType()) {
            case STRING, ENUM ->
                (slots, slot, out) -> out.text(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            case RECORD, ARRAY, MAP -> nested(JsonText.of(schema));
            case BYTES, FIXED -> schema.getLogicalType() == null ? base64() : ScalarText.of(schema);
            default -> ScalarText.of(schema);
        };
    }

    private SlotText<CsvBuffer> nested(SlotText<JsonBuffer> value) {
        return (slots, slot, out) -> {
            json.clear();
            value.write(slots, slot, json);
            out.textOf(json);
        };
    }

    /** No bytes at all are an empty text. */
    private static SlotText<CsvBuffer> base64() {
        return (slots, slot, out) -> {
            if (slots.length(slot) == 0) {
                out.text(slots.bytes(slot), slots.offset(slot), 0);
            } else {
                out.base64(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            }
        };
    }

    void appendHeader() {
        text.put(header);
        text.put(LINE_END);
    }

    void append(RowData data) {
        SlotRow row = view.of(data);
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                text.put(',');
            }
            if (!row.isNullAt(i)) {
                columns[i].write(row, i, text);
            }
        }
        text.put(LINE_END);
    }

    CsvBuffer text() {
        return text;
    }
}
