package io.millrace.job.transform;

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
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * From the values of a generated class to those of a row, for types without parts. Each takes the Java type of the
 * logical type and the plain one, since a class may be generated for either.
 */
final class Scalars {

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Scalars() {}

    static RecordToRow.Conversion conversion(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return value -> decimal(value, decimal.getPrecision(), decimal.getScale());
        }
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (logical) {
            case "timestamp-millis", "local-timestamp-millis" -> value -> inRange(logical, value, Scalars::millis);
            case "timestamp-micros", "local-timestamp-micros" -> value -> inRange(logical, value, Scalars::micros);
            case "date" -> value -> inRange(logical, value, Scalars::date);
            case "time-millis" -> value -> inRange(logical, value, Scalars::timeOfDayMillis);
            case "time-micros" -> value -> inRange(logical, value, Scalars::timeOfDayMicros);
            default -> plain(schema);
        };
    }

    private static RecordToRow.Conversion plain(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> Scalars::text;
            case BOOLEAN -> value -> require(Boolean.class, "boolean", value);
            case INT -> value -> require(Integer.class, "int", value);
            case LONG -> value -> require(Long.class, "long", value);
            case FLOAT -> value -> require(Float.class, "float", value);
            case DOUBLE -> value -> require(Double.class, "double", value);
            case BYTES -> Scalars::bytes;
            case FIXED -> value -> fixed(value, schema.getFixedSize());
            case ENUM -> symbols(schema);
            default -> throw new IllegalStateException("no scalar: " + schema.getType());
        };
    }

    /** Text as UTF-8. Half of a surrogate pair is no text: it would silently become a question mark. */
    static StringData text(Object value) {
        if (!(value instanceof CharSequence) && !(value instanceof UUID)) {
            throw unfit("string", value);
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                i = requirePair(text, i);
            }
        }
        return StringData.fromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns where the pair that begins at {@code i} ends. */
    private static int requirePair(String text, int i) {
        if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            return i + 1;
        }
        throw new UnfitValueException(
                "the text holds half of a surrogate pair at index " + i, "string", "string of invalid UTF-16");
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
        Map<String, StringData> symbols = new HashMap<>();
        schema.getEnumSymbols().forEach(symbol -> symbols.put(symbol, StringData.fromString(symbol)));
        return value -> {
            StringData symbol = symbols.get(value.toString());
            if (symbol == null) {
                throw unfit("enum" + schema.getEnumSymbols(), value);
            }
            return symbol;
        };
    }

    private static DecimalData decimal(Object value, int precision, int scale) {
        BigDecimal exact;
        if (value instanceof BigDecimal decimal) {
            exact = decimal;
        } else if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            byte[] unscaled = value instanceof GenericFixed fixed ? fixed.bytes() : bytes(value);
            exact = new BigDecimal(new BigInteger(unscaled), scale);
        } else {
            throw unfit(decimalType(precision, scale), value);
        }
        return DecimalData.fromBigDecimal(exactly(exact, precision, scale), precision, scale);
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

    private static TimestampData millis(Object value) {
        if (value instanceof Long millis) {
            return TimestampData.fromEpochMillis(millis);
        }
        if (value instanceof LocalDateTime local) {
            return Micros.millis(local.toInstant(ZoneOffset.UTC));
        }
        return value instanceof Instant time ? Micros.millis(time) : null;
    }

    private static TimestampData micros(Object value) {
        if (value instanceof Long micros) {
            return Micros.ofMicros(micros);
        }
        if (value instanceof LocalDateTime local) {
            return Micros.of(local);
        }
        return value instanceof Instant time ? Micros.of(time) : null;
    }

    private static Integer date(Object value) {
        if (value instanceof LocalDate date) {
            return Math.toIntExact(date.toEpochDay());
        }
        return value instanceof Integer day ? day : null;
    }

    private static Integer timeOfDayMillis(Object value) {
        if (value instanceof LocalTime time) {
            return (int) (time.toNanoOfDay() / 1_000_000);
        }
        return value instanceof Integer millis ? (Integer) (int) ofDay(millis, MILLIS_PER_DAY) : null;
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
    private static <T> T inRange(String expected, Object value, Function<Object, T> conversion) {
        T converted;
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

    private static Object require(Class<?> type, String expected, Object value) {
        if (!type.isInstance(value)) {
            throw unfit(expected, value);
        }
        return value;
    }

    static UnfitValueException unfit(String expected, Object value) {
        return new UnfitValueException(
                "the value has a class that does not fit its type",
                expected,
                value.getClass().getName());
    }
}
