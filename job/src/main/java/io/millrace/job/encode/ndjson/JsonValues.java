package io.millrace.job.encode.ndjson;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;

/** The writers of all values but rows. */
final class JsonValues {

    static final byte[] NULL = JsonBuffer.ascii("null");
    private static final byte[] TRUE = JsonBuffer.ascii("true");
    private static final byte[] FALSE = JsonBuffer.ascii("false");

    private static final int MILLIS = 1_000;
    private static final int MICROS = 1_000_000;

    private JsonValues() {}

    static JsonWriter scalar(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal.getPrecision(), decimal.getScale());
        }
        return switch (schema.getType()) {
            case BOOLEAN -> (slots, slot, out) -> out.put(slots.word(slot) != 0 ? TRUE : FALSE);
            case INT, LONG -> integer(schema.getLogicalType());
            case FLOAT -> (slots, slot, out) -> floating(NumberOutput.toString(slots.getFloat(slot), true), out);
            case DOUBLE -> (slots, slot, out) -> floating(NumberOutput.toString(slots.getDouble(slot), true), out);
            case STRING, ENUM ->
                (slots, slot, out) -> out.string(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            case BYTES, FIXED ->
                (slots, slot, out) -> out.base64(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            default -> throw new IllegalStateException("no record schema has a field of " + schema);
        };
    }

    private static JsonWriter integer(LogicalType logical) {
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> quoted((word, out) -> JsonTimes.date(out, word));
            case "time-millis" -> quoted((word, out) -> JsonTimes.time(out, word, MILLIS));
            case "time-micros" -> quoted((word, out) -> JsonTimes.time(out, word, MICROS));
            case "timestamp-millis" -> quoted((word, out) -> instant(word, MILLIS, out));
            case "timestamp-micros" -> quoted((word, out) -> instant(word, MICROS, out));
            case "local-timestamp-millis" -> quoted((word, out) -> JsonTimes.dateTime(out, word, MILLIS));
            case "local-timestamp-micros" -> quoted((word, out) -> JsonTimes.dateTime(out, word, MICROS));
            default -> (slots, slot, out) -> out.number(slots.word(slot));
        };
    }

    private static void instant(long units, int unitsPerSecond, JsonBuffer out) {
        JsonTimes.dateTime(out, units, unitsPerSecond);
        out.put('Z');
    }

    private interface WordText {
        void write(long word, JsonBuffer out);
    }

    private static JsonWriter quoted(WordText text) {
        return (slots, slot, out) -> {
            out.put('"');
            text.write(slots.word(slot), out);
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

    private static JsonWriter decimal(int precision, int scale) {
        if (!DecimalData.isCompact(precision)) {
            return (slots, slot, out) -> out.put(JsonBuffer.ascii(
                    new BigDecimal(unscaled(slots.high(slot), slots.word(slot)), scale).toPlainString()));
        }
        long one = BigInteger.TEN.pow(scale).longValueExact();
        return (slots, slot, out) -> {
            long unscaled = slots.word(slot);
            if (unscaled < 0) {
                out.put('-');
            }
            out.number(Math.abs(unscaled / one));
            if (scale > 0) {
                out.put('.');
                out.padded(Math.abs(unscaled % one), scale);
            }
        };
    }

    private static BigInteger unscaled(long high, long low) {
        BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).or(unsignedLow);
    }

    static JsonWriter array(JsonWriter element) {
        return (slots, slot, out) -> {
            SlotArray array = (SlotArray) slots.getArray(slot);
            out.put('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.put(',');
                }
                JsonWriter.orNull(element, array, i, out);
            }
            out.put(']');
        };
    }

    static JsonWriter map(JsonWriter value) {
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
                JsonWriter.orNull(value, map.valueArray(), i, out);
            }
            out.put('}');
        };
    }
}
