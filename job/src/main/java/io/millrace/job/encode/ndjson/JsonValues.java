package io.millrace.job.encode.ndjson;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.millrace.job.encode.text.ScalarText;
import io.millrace.job.encode.text.SlotText;
import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The writers of all values but rows. */
final class JsonValues {

    static final byte[] NULL = JsonBuffer.ascii("null");

    private JsonValues() {}

    static SlotText<JsonBuffer> scalar(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
            return ScalarText.of(schema);
        }
        return switch (schema.getType()) {
            case STRING, ENUM ->
                (slots, slot, out) -> out.string(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            case FLOAT -> (slots, slot, out) -> floating(NumberOutput.toString(slots.getFloat(slot), true), out);
            case DOUBLE -> (slots, slot, out) -> floating(NumberOutput.toString(slots.getDouble(slot), true), out);
            case BOOLEAN -> ScalarText.of(schema);
            case INT, LONG -> ScalarText.isTime(schema) ? quoted(ScalarText.of(schema)) : ScalarText.of(schema);
            default -> quoted(ScalarText.of(schema));
        };
    }

    private static SlotText<JsonBuffer> quoted(SlotText<JsonBuffer> text) {
        return (slots, slot, out) -> {
            out.put('"');
            text.write(slots, slot, out);
            out.put('"');
        };
    }

    private static void floating(String text, JsonBuffer out) {
        boolean finite = text.charAt(text.length() - 1) <= '9';
        if (!finite) {
            out.put('"');
        }
        out.put(JsonBuffer.ascii(text));
        if (!finite) {
            out.put('"');
        }
    }

    static SlotText<JsonBuffer> array(SlotText<JsonBuffer> element) {
        return (slots, slot, out) -> {
            SlotArray array = (SlotArray) slots.getArray(slot);
            out.put('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                JsonText.orNull(element, array, i, out);
            }
            out.put(']');
        };
    }

    static SlotText<JsonBuffer> map(SlotText<JsonBuffer> value) {
        return (slots, slot, out) -> {
            SlotMap map = (SlotMap) slots.getMap(slot);
            SlotArray keys = map.keyArray();
            out.put('{');
            for (int i = 0; i < map.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                out.string(keys.bytes(i), keys.offset(i), keys.length(i));
                out.put(':');
                JsonText.orNull(value, map.valueArray(), i, out);
            }
            out.put('}');
        };
    }
}
