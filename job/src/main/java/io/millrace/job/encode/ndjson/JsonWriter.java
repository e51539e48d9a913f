package io.millrace.job.encode.ndjson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.List;
import org.apache.avro.Schema;

/** Writes the value of one slot, which is not null, as JSON; made once per schema. */
@FunctionalInterface
interface JsonWriter {

    void write(Slots slots, int slot, JsonBuffer out);

    static JsonWriter of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> of(withoutNull(schema));
            case RECORD -> {
                OfRow row = new OfRow(schema);
                yield (slots, slot, out) -> row.write((SlotRow) slots.getRow(slot, row.names.length), out);
            }
            case ARRAY -> JsonValues.array(of(schema.getElementType()));
            case MAP -> JsonValues.map(of(schema.getValueType()));
            default -> JsonValues.scalar(schema);
        };
    }

    private static Schema withoutNull(Schema union) {
        List<Schema> types = union.getTypes();
        return types.get(0).getType() == Schema.Type.NULL ? types.get(1) : types.get(0);
    }

    /** Writes the value of a slot, or null. */
    static void orNull(JsonWriter writer, Slots slots, int slot, JsonBuffer out) {
        if (slots.isNullAt(slot)) {
            out.put(JsonValues.NULL);
        } else {
            writer.write(slots, slot, out);
        }
    }

    /** A row as an object. */
    final class OfRow {

        private final byte[][] names;
        private final JsonWriter[] writers;

        OfRow(Schema schema) {
            List<Schema.Field> fields = schema.getFields();
            names = new byte[fields.size()][];
            writers = new JsonWriter[fields.size()];
            for (int i = 0; i < names.length; i++) {
                // Avro's names need no escapes.
                names[i] = ((i == 0 ? "{\"" : ",\"") + fields.get(i).name() + "\":").getBytes(UTF_8);
                writers[i] = of(fields.get(i).schema());
            }
        }

        void write(SlotRow row, JsonBuffer out) {
            for (int i = 0; i < names.length; i++) {
                out.put(names[i]);
                orNull(writers[i], row, i, out);
            }
            out.put('}');
        }
    }
}
