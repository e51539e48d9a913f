package io.millrace.job.encode.text;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;

/**
 * The text of values that are neither text nor nested, without quotes. None of it has a character that a text format would
 * escape.
 */
public final class ScalarText {

    private static final byte[] TRUE = TextBuffer.ascii("true");
    private static final byte[] FALSE = TextBuffer.ascii("false");
    private static final int MILLIS = 1_000;
    private static final int MICROS = 1_000_000;

    private ScalarText() {}

    /** The text of a boolean, a number, a decimal, a date or time, or of bytes. */
    public static <B extends TextBuffer> SlotText<B> of(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal.getPrecision(), decimal.getScale());
        }
        return switch (schema.getType()) {
            case BOOLEAN -> (slots, slot, out) -> out.put(slots.word(slot) != 0 ? TRUE : FALSE);
            case INT, LONG -> integer(schema.getLogicalType());
            case FLOAT ->
                (slots, slot, out) -> out.put(TextBuffer.ascii(NumberOutput.toString(slots.getFloat(slot), true)));
            case DOUBLE ->
                (slots, slot, out) -> out.put(TextBuffer.ascii(NumberOutput.toString(slots.getDouble(slot), true)));
            case BYTES, FIXED ->
                (slots, slot, out) -> out.base64(slots.bytes(slot), slots.offset(slot), slots.length(slot));
            default -> throw new IllegalStateException("no number, time or bytes: " + schema);
        };
    }

    private static <B extends TextBuffer> SlotText<B> integer(LogicalType logical) {
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> (slots, slot, out) -> Times.date(out, slots.word(slot));
            case "time-millis" -> (slots, slot, out) -> Times.time(out, slots.word(slot), MILLIS);
            case "time-micros" -> (slots, slot, out) -> Times.time(out, slots.word(slot), MICROS);
            case "timestamp-millis" -> (slots, slot, out) -> instant(slots.word(slot), MILLIS, out);
            case "timestamp-micros" -> (slots, slot, out) -> instant(slots.word(slot), MICROS, out);
            case "local-timestamp-millis" -> (slots, slot, out) -> Times.dateTime(out, slots.word(slot), MILLIS);
            case "local-timestamp-micros" -> (slots, slot, out) -> Times.dateTime(out, slots.word(slot), MICROS);
            default -> (slots, slot, out) -> out.number(slots.word(slot));
        };
    }

    /** Whether a whole number means a date or a time. */
    public static boolean isTime(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return logical != null
                && (logical.getName().equals("date") || logical.getName().contains("time"));
    }

    private static void instant(long units, int unitsPerSecond, TextBuffer out) {
        Times.dateTime(out, units, unitsPerSecond);
        out.put('Z');
    }

    private static <B extends TextBuffer> SlotText<B> decimal(int precision, int scale) {
        if (!DecimalData.isCompact(precision)) {
            return (slots, slot, out) -> out.put(TextBuffer.ascii(
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
}
