package io.millrace.job.transform;

import io.millrace.job.record.ByteSearch;
import io.millrace.job.record.Slots;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.flink.table.data.DecimalData;

/**
 * From the values of a generated class to the slots of a row, for types without parts. Each takes the Java type of the
 * logical type and the plain one, since a class may be generated for either.
 */
final class Scalars {

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Scalars() {}

    static RecordToRow.Conversion conversion(Schema schema, PassedText passed) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal.getPrecision(), decimal.getScale());
        }
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (logical) {
            case "timestamp-millis", "local-timestamp-millis" -> time(logical, Scalars::millis);
            case "timestamp-micros", "local-timestamp-micros" -> time(logical, Scalars::micros);
            case "date" -> time(logical, Scalars::date);
            case "time-millis" -> time(logical, Scalars::timeOfDayMillis);
            case "time-micros" -> time(logical, Scalars::timeOfDayMicros);
            default -> plain(schema, passed);
        };
    }

    private static RecordToRow.Conversion plain(Schema schema, PassedText passed) {
        return switch (schema.getType()) {
            case STRING ->
                (slots, slot, value) -> {
                    if (!passed.put(slots, slot, value)) {
                        text(slots, slot, value);
                    }
                };
            case BOOLEAN ->
                (slots, slot, value) -> slots.setWord(slot, require(Boolean.class, "boolean", value) ? 1 : 0);
            case INT -> (slots, slot, value) -> slots.setWord(slot, require(Integer.class, "int", value));
            case LONG -> (slots, slot, value) -> slots.setWord(slot, require(Long.class, "long", value));
            case FLOAT -> (slots, slot, value) -> slots.setFloat(slot, require(Float.class, "float", value));
            case DOUBLE -> (slots, slot, value) -> slots.setDouble(slot, require(Double.class, "double", value));
            case BYTES -> (slots, slot, value) -> slots.setView(slot, bytes(value));
            case FIXED -> (slots, slot, value) -> slots.setView(slot, fixed(value, schema.getFixedSize()));
            case ENUM -> symbols(schema);
            default -> throw new IllegalStateException("no scalar: " + schema.getType());
        };
    }

    static void text(Slots slots, int slot, Object value) {
        slots.setView(slot, utf8(text(value)));
    }

    static String text(Object value) {
        if (value instanceof CharSequence || value instanceof UUID) {
            return value.toString();
        }
        throw unfit("string", value);
    }

    /** The bytes of a text, in which no half of a surrogate pair may have silently become a question mark. */
    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int marks = marks(bytes);
        if (marks > 0 && marks != marks(text)) {
            throw new UnfitValueException(
                    "the text holds half of a surrogate pair at index " + half(text),
                    "string",
                    "string of invalid UTF-16");
        }
        return bytes;
    }

    private static int marks(byte[] bytes) {
        int marks = 0;
        int p = ByteSearch.indexOf((byte) '?', bytes, 0, bytes.length);
        while (p < bytes.length) {
            marks++;
            p = ByteSearch.indexOf((byte) '?', bytes, p + 1, bytes.length);
        }
        return marks;
    }

    private static int marks(String text) {
        int marks = 0;
        for (int p = text.indexOf('?'); p >= 0; p = text.indexOf('?', p + 1)) {
            marks++;
        }
        return marks;
    }

    /** Where the first half without the other stands. */
    private static int half(String text) {
        int i = 0;
        while (i < text.length() && !isHalf(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        throw unfit("bytes", value);
    }

    private static byte[] fixed(Object value, int size) {
        if (!(value instanceof GenericFixed fixed)) {
            throw unfit("fixed(" + size + ")", value);
        }
        byte[] bytes = fixed.bytes();
        if (bytes == null || bytes.length != size) {
            throw new UnfitValueException(
                    "the value has not the length of its type",
                    "fixed(" + size + ")",
                    bytes == null ? "null" : bytes.length + " bytes");
        }
        return bytes.clone();
    }

    private static RecordToRow.Conversion symbols(Schema schema) {
        Map<String, byte[]> symbols = new HashMap<>();
        schema.getEnumSymbols().forEach(symbol -> symbols.put(symbol, symbol.getBytes(StandardCharsets.UTF_8)));
        return (slots, slot, value) -> {
            byte[] symbol = symbols.get(value.toString());
            if (symbol == null) {
                throw unfit("enum" + schema.getEnumSymbols(), value);
            }
            slots.setView(slot, symbol);
        };
    }

    private static RecordToRow.Conversion decimal(int precision, int scale) {
        return DecimalData.isCompact(precision)
                ? (slots, slot, value) ->
                        slots.setWord(slot, unscaled(value, precision, scale).longValueExact())
                : (slots, slot, value) -> slots.setWide(slot, unscaled(value, precision, scale));
    }

    private static BigInteger unscaled(Object value, int precision, int scale) {
        BigDecimal exact;
        if (value instanceof BigDecimal decimal) {
            exact = decimal;
        } else if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            byte[] unscaled = value instanceof GenericFixed fixed ? fixed.bytes() : bytes(value);
            exact = new BigDecimal(new BigInteger(unscaled), scale);
        } else {
            throw unfit(decimalType(precision, scale), value);
        }
        return exactly(exact, precision, scale).unscaledValue();
    }

    private static BigDecimal exactly(BigDecimal number, int precision, int scale) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        // Asked before the scale is set: 1E+1000000000 would fill the heap.
        long integerDigits = (long) number.precision() - number.scale();
        if (integerDigits > precision - scale) {
            throw misfit("the number has more digits than its type", number, precision, scale);
        }
        if (number.stripTrailingZeros().scale() > scale) {
            throw misfit(
                    "the number has more decimal places than its type, and is not rounded", number, precision, scale);
        }
        return number.setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static UnfitValueException misfit(String message, BigDecimal number, int precision, int scale) {
        return new UnfitValueException(
                message, decimalType(precision, scale), decimalType(number.precision(), number.scale()));
    }

    private static String decimalType(int precision, int scale) {
        return "decimal(" + precision + ", " + scale + ")";
    }

    private static RecordToRow.Conversion time(String expected, Function<Object, Long> conversion) {
        return (slots, slot, value) -> slots.setWord(slot, inRange(expected, value, conversion));
    }

    private static Long millis(Object value) {
        if (value instanceof Long millis) {
            return millis;
        }
        if (value instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        return value instanceof Instant time ? (Long) time.toEpochMilli() : null;
    }

    private static Long micros(Object value) {
        if (value instanceof Long micros) {
            return micros;
        }
        if (value instanceof LocalDateTime local) {
            return Micros.of(local.toInstant(ZoneOffset.UTC));
        }
        return value instanceof Instant time ? (Long) Micros.of(time) : null;
    }

    private static Long date(Object value) {
        if (value instanceof LocalDate date) {
            return (long) Math.toIntExact(date.toEpochDay());
        }
        return value instanceof Integer day ? (Long) day.longValue() : null;
    }

    private static Long timeOfDayMillis(Object value) {
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000_000;
        }
        return value instanceof Integer millis ? (Long) ofDay(millis, MILLIS_PER_DAY) : null;
    }

    private static Long timeOfDayMicros(Object value) {
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000;
        }
        return value instanceof Long micros ? (Long) ofDay(micros, MICROS_PER_DAY) : null;
    }

    private static long ofDay(long time, long day) {
        if (time < 0 || time >= day) {
            throw new ArithmeticException("not a time of day");
        }
        return time;
    }

    /** Gives what the conversion gives; it gives null for a value of a wrong class. */
    private static long inRange(String expected, Object value, Function<Object, Long> conversion) {
        Long converted;
        try {
            converted = conversion.apply(value);
        } catch (ArithmeticException e) {
            throw new UnfitValueException("the time is out of range", expected, value.toString());
        }
        if (converted == null) {
            throw unfit(expected, value);
        }
        return converted;
    }

    private static <T> T require(Class<T> type, String expected, Object value) {
        if (!type.isInstance(value)) {
            throw unfit(expected, value);
        }
        return type.cast(value);
    }

    static UnfitValueException unfit(String expected, Object value) {
        return new UnfitValueException(
                "the value has a class that does not fit its type",
                expected,
                value.getClass().getName());
    }
}
