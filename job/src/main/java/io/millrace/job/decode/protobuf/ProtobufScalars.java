package io.millrace.job.decode.protobuf;

import static io.millrace.job.decode.protobuf.ProtobufParts.NO_POSITION;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.millrace.job.decode.common.Decimals;
import io.millrace.job.decode.common.Expected;
import io.millrace.job.decode.common.TimeUnits;
import io.millrace.job.decode.json.TextValue;
import io.millrace.job.record.Slots;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Makes the readers of values that become no record, array or map. */
final class ProtobufScalars {

    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    // 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, which the definition of a timestamp names.
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final ProtobufParts parts;

    ProtobufScalars(ProtobufParts parts) {
        this.parts = parts;
    }

    /**
     * The reader of one value of a field.
     *
     * @param type the Avro type without null
     * @return null when the field's values do not become values of that type
     */
    ProtobufReader of(FieldDescriptor field, Schema type) {
        return switch (field.getJavaType()) {
            case INT, LONG -> whole(field, type);
            case FLOAT, DOUBLE -> floating(field, type);
            case BOOLEAN -> type.getType() == Schema.Type.BOOLEAN ? this::bool : null;
            case STRING -> text(type);
            case BYTE_STRING -> bytes(type);
            case ENUM -> enumeration(type);
            case MESSAGE -> timestamp(field, type);
        };
    }

    private boolean bool(Object value, Slots out, int slot) {
        out.setWord(slot, (Boolean) value ? 1 : 0);
        return true;
    }

    private ProtobufReader whole(FieldDescriptor field, Schema type) {
        String expected = Expected.of(type);
        boolean unsigned =
                switch (field.getType()) {
                    case UINT32, FIXED32, UINT64, FIXED64 -> true;
                    default -> false;
                };
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            Decimals decimals = new Decimals(decimal.getPrecision(), decimal.getScale());
            return (value, out, slot) ->
                    parts.fits(expected, decimals.put(new BigDecimal(number(value, unsigned)), out, slot));
        }
        Placing placing = placing(type);
        return placing == null
                ? null
                : (value, out, slot) -> {
                    BigInteger number = unsigned && isNegative(value) ? number(value, true) : null;
                    return number == null
                            ? parts.fits(expected, placing.put(((Number) value).longValue(), out, slot))
                            : parts.fits(expected, placing.putUnsigned(number, out, slot));
                };
    }

    private static boolean isNegative(Object value) {
        return ((Number) value).longValue() < 0;
    }

    private static BigInteger number(Object value, boolean unsigned) {
        if (!unsigned) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return value instanceof Integer small
                ? BigInteger.valueOf(Integer.toUnsignedLong(small))
                : new BigInteger(Long.toUnsignedString((Long) value));
    }

    /** Puts whole numbers into slots of one type; each method says why one does not fit, or null. */
    private interface Placing {

        String put(long value, Slots out, int slot);

        /** A number that has no sign, and whose highest bit is set. */
        default String putUnsigned(BigInteger value, Slots out, int slot) {
            return value.bitLength() < Long.SIZE
                    ? put(value.longValue(), out, slot)
                    : "a number beyond the range of a long";
        }
    }

    private static Placing placing(Schema type) {
        if (TimeUnits.isTime(type)) {
            TimeUnits units = TimeUnits.between(Schema.create(Schema.Type.LONG), type);
            boolean isInt = type.getType() == Schema.Type.INT;
            return (value, out, slot) -> isInt && value != (int) value ? beyondInt() : units.put(value, out, slot);
        }
        return switch (type.getType()) {
            case INT ->
                (value, out, slot) -> {
                    out.setWord(slot, value);
                    return value == (int) value ? null : beyondInt();
                };
            case LONG ->
                (value, out, slot) -> {
                    out.setWord(slot, value);
                    return null;
                };
            case DOUBLE ->
                new Placing() {
                    @Override
                    public String put(long value, Slots out, int slot) {
                        out.setDouble(slot, (double) value);
                        return null;
                    }

                    @Override
                    public String putUnsigned(BigInteger value, Slots out, int slot) {
                        out.setDouble(slot, value.doubleValue());
                        return null;
                    }
                };
            default -> null;
        };
    }

    private static String beyondInt() {
        return "a number beyond the range of an int";
    }

    private static ProtobufReader floating(FieldDescriptor field, Schema type) {
        boolean isFloat = field.getJavaType() == FieldDescriptor.JavaType.FLOAT;
        if (type.getType() == Schema.Type.DOUBLE) {
            return (value, out, slot) -> {
                out.setDouble(slot, ((Number) value).doubleValue());
                return true;
            };
        }
        return !isFloat || type.getType() != Schema.Type.FLOAT
                ? null
                : (value, out, slot) -> {
                    out.setFloat(slot, (Float) value);
                    return true;
                };
    }

    /** Text that is a decimal or a time is read as it is from JSON. */
    private ProtobufReader text(Schema type) {
        boolean textual = type.getType() == Schema.Type.STRING
                || type.getType() == Schema.Type.ENUM
                || type.getLogicalType() instanceof LogicalTypes.Decimal
                || TimeUnits.isTime(type);
        if (!textual) {
            return null;
        }
        TextValue text = parts.texts.of(type);
        return (value, out, slot) -> {
            byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
            int at = parts.keep(utf8);
            return text.read(parts.scratch.array(), at, utf8.length, out, slot, NO_POSITION);
        };
    }

    private ProtobufReader bytes(Schema type) {
        if (type.getLogicalType() != null) {
            return null;
        }
        return switch (type.getType()) {
            case BYTES -> (value, out, slot) -> parts.view((ByteString) value, out, slot);
            case FIXED -> {
                String expected = Expected.of(type);
                int size = type.getFixedSize();
                yield (value, out, slot) -> {
                    int found = ((ByteString) value).size();
                    return found == size
                            ? parts.view((ByteString) value, out, slot)
                            : parts.fits(expected, "bytes, " + found + " of them");
                };
            }
            default -> null;
        };
    }

    private ProtobufReader enumeration(Schema type) {
        String expected = Expected.of(type);
        if ((type.getType() == Schema.Type.STRING && type.getLogicalType() == null)
                || type.getType() == Schema.Type.ENUM) {
            TextValue text = parts.texts.of(type);
            return (value, out, slot) -> {
                EnumValueDescriptor symbol = (EnumValueDescriptor) value;
                if (isUnknown(symbol)) {
                    return parts.fits(expected, "the number " + symbol.getNumber() + ", which the enum does not name");
                }
                byte[] utf8 = symbol.getName().getBytes(StandardCharsets.UTF_8);
                int at = parts.keep(utf8);
                return text.read(parts.scratch.array(), at, utf8.length, out, slot, NO_POSITION);
            };
        }
        return type.getType() != Schema.Type.INT || type.getLogicalType() != null
                ? null
                : (value, out, slot) -> {
                    out.setWord(slot, ((EnumValueDescriptor) value).getNumber());
                    return true;
                };
    }

    /** Protobuf invents a symbol for a number that the enum does not name. */
    static boolean isUnknown(EnumValueDescriptor symbol) {
        return symbol.getIndex() < 0;
    }

    private ProtobufReader timestamp(FieldDescriptor field, Schema type) {
        boolean instant = type.getLogicalType() instanceof LogicalTypes.TimestampMicros
                || type.getLogicalType() instanceof LogicalTypes.TimestampMillis;
        if (!field.getMessageType().getFullName().equals(TIMESTAMP) || !instant) {
            return null;
        }
        String expected = Expected.of(type);
        boolean millis = type.getLogicalType() instanceof LogicalTypes.TimestampMillis;
        FieldDescriptor secondsField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor nanosField = field.getMessageType().findFieldByNumber(2);
        return (value, out, slot) -> {
            long seconds = (Long) ((Message) value).getField(secondsField);
            int nanos = (Integer) ((Message) value).getField(nanosField);
            if (!((Message) value).getUnknownFields().isEmpty()) {
                return parts.fits(expected, "a message with fields that " + TIMESTAMP + " does not have");
            }
            if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
                return parts.fits(expected, "a message with seconds or nanos that no timestamp has");
            }
            out.setWord(slot, millis ? seconds * 1_000 + nanos / 1_000_000 : seconds * 1_000_000 + nanos / 1_000);
            return true;
        };
    }
}
