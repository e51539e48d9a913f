package io.millrace.job.encode.ndjson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.encode.text.SlotText;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.List;
import org.apache.avro.Schema;

/** The writers of values as JSON. */
public final class JsonText {

    private JsonText() {}

    /** The value of one slot, which is not null, as JSON. */
    public static SlotText<JsonBuffer> of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> of(RecordSchema.withoutNull(schema));
            case RECORD -> {
                OfRow row = new OfRow(schema);
                yield (slots, slot, out) -> row.write((SlotRow) slots.getRow(slot, row.names.length), out);
            }
            case ARRAY -> JsonValues.array(of(schema.getElementType()));
            case MAP -> JsonValues.map(of(schema.getValueType()));
            default -> JsonValues.scalar(schema);
        };
    }

    /** Writes the value of a slot, or null. */
    static void orNull(SlotText<JsonBuffer> text, Slots slots, int slot, JsonBuffer out) {
        if (slots.isNullAt(slot)) {
            out.put(JsonValues.NULL);
        } else {
            text.write(slots, slot, out);
        }
    }

    /** A row as an object. */
    static final class OfRow {

        private final byte[][] names;
        private final SlotText<JsonBuffer>[] values;

        @SuppressWarnings({"unchecked", "rawtypes"})
        OfRow(Schema schema) {
            List<Schema.Field> fields = schema.getFields();
            names = new byte[fields.size()][];
            values = new SlotText[fields.size()];
            for (int i = 0; i < names.length; i++) {
                // Avro's names need no escapes.
                names[i] = ((i == 0 ? "{\"" : ",\"") + fields.get(i).name() + "\":").getBytes(UTF_8);
                values[i] = of(fields.get(i).schema());
            }
        }

        void write(SlotRow row, JsonBuffer out) {
            for (int i = 0; i < names.length; i++) {
                out.put(names[i]);
                orNull(values[i], row, i, out);
            }
            out.put('}');
        }
    }
}
