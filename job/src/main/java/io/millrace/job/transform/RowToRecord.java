package io.millrace.job.transform;

import io.millrace.job.record.SlotArray;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes typed records of rows. Built once for a schema: for each slot a conversion, fields found by name. What it makes
 * shares nothing with the row.
 */
final class RowToRecord {

    /** Reads a value that is not null. */
    private interface Conversion {

        Object read(Slots slots, int slot);

        default Object readOrNull(Slots slots, int slot) {
            return slots.isNullAt(slot) ? null : read(slots, slot);
        }
    }

    private final TypedClass type;
    private final Conversion[] conversions;

    /** For each field of the row, its place in the record. */
    private final int[] places;

    private RowToRecord(TypedClass type, Conversion[] conversions, int[] places) {
        this.type = type;
        this.conversions = conversions;
        this.places = places;
    }

    /**
     * @param rows the type of the rows, which has the same fields as the record, see {@link SchemaMatch}
     * @param type the record's class
     * @param passed remembers the texts
     */
    static RowToRecord of(RowType rows, TypedClass type, PassedText passed) {
        int fields = rows.getFieldCount();
        Conversion[] conversions = new Conversion[fields];
        int[] places = new int[fields];
        for (int i = 0; i < fields; i++) {
            Schema.Field field = type.schema().getField(rows.getFieldNames().get(i));
            conversions[i] =
                    conversion(rows.getTypeAt(i), Nullable.type(field.schema()), type, passed.field(field.name()));
            places[i] = field.pos();
        }
        return new RowToRecord(type, conversions, places);
    }

    SpecificRecord convert(SlotRow row) {
        SpecificRecord record = type.create();
        for (int i = 0; i < places.length; i++) {
            record.put(places[i], conversions[i].readOrNull(row, i));
        }
        return record;
    }

    private static Conversion conversion(LogicalType from, Schema to, TypedClass owner, PassedText passed) {
        return switch (to.getType()) {
            case RECORD -> {
                RowToRecord nested = of((RowType) from, owner.nested(to), passed);
                yield (slots, slot) -> nested.convert((SlotRow) slots.getRow(slot, nested.places.length));
            }
            case ARRAY -> {
                Conversion element =
                        element(((ArrayType) from).getElementType(), to.getElementType(), owner, passed.field("[]"));
                yield (slots, slot) -> elements((SlotArray) slots.getArray(slot), element);
            }
            case MAP -> {
                Conversion value =
                        element(((MapType) from).getValueType(), to.getValueType(), owner, passed.field("{}"));
                yield (slots, slot) -> entries((SlotMap) slots.getMap(slot), value);
            }
            case ENUM -> constants(to, owner);
            default -> scalar(to, owner, passed);
        };
    }

    private static Conversion element(LogicalType from, Schema to, TypedClass owner, PassedText passed) {
        return conversion(from, Nullable.type(to), owner, passed);
    }

    private static List<Object> elements(SlotArray array, Conversion conversion) {
        int size = array.size();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(conversion.readOrNull(array, i));
        }
        return list;
    }

    private static Map<String, Object> entries(SlotMap entries, Conversion conversion) {
        int size = entries.size();
        Map<String, Object> map = new HashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            map.put(entries.keyArray().text(i), conversion.readOrNull(entries.valueArray(), i));
        }
        return map;
    }

    private static Conversion constants(Schema to, TypedClass owner) {
        Map<String, Object> bySymbol = new HashMap<>();
        for (Object constant : owner.classOf(to).getEnumConstants()) {
            bySymbol.put(constant.toString(), constant);
        }
        return (slots, slot) -> bySymbol.get(slots.text(slot));
    }

    private static Conversion scalar(Schema to, TypedClass owner, PassedText passed) {
        Class<?> logical = owner.logicalClass(to.getLogicalType());
        if (logical != null) {
            return logical(to, logical);
        }
        return to.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? plainDecimal(to, decimal, owner)
                : plain(to, owner, passed);
    }

    private static Conversion plain(Schema to, TypedClass owner, PassedText passed) {
        return switch (to.getType()) {
            case STRING -> passed::read;
            case BOOLEAN -> Slots::getBoolean;
            case INT -> Slots::getInt;
            case LONG -> Slots::getLong;
            case FLOAT -> Slots::getFloat;
            case DOUBLE -> Slots::getDouble;
            case BYTES -> (slots, slot) -> ByteBuffer.wrap(slots.getBinary(slot));
            case FIXED -> {
                Class<?> type = owner.classOf(to);
                yield (slots, slot) -> fixed(type, to, slots.getBinary(slot));
            }
            default -> throw new IllegalStateException("no scalar: " + to.getType());
        };
    }

    private static SpecificFixed fixed(Class<?> type, Schema schema, byte[] bytes) {
        SpecificFixed fixed = (SpecificFixed) SpecificData.newInstance(type, schema);
        fixed.bytes(bytes);
        return fixed;
    }

    private static BigDecimal decimal(Slots slots, int slot, LogicalTypes.Decimal type) {
        return slots.getDecimal(slot, type.getPrecision(), type.getScale()).toBigDecimal();
    }

    private static Conversion plainDecimal(Schema to, LogicalTypes.Decimal decimal, TypedClass owner) {
        if (to.getType() == Schema.Type.BYTES) {
            return (slots, slot) -> ByteBuffer.wrap(
                    decimal(slots, slot, decimal).unscaledValue().toByteArray());
        }
        Class<?> type = owner.classOf(to);
        int size = to.getFixedSize();
        return (slots, slot) -> {
            byte[] unscaled = decimal(slots, slot, decimal).unscaledValue().toByteArray();
            byte[] padded = new byte[size];
            Arrays.fill(padded, 0, size - unscaled.length, (byte) (unscaled[0] < 0 ? -1 : 0));
            System.arraycopy(unscaled, 0, padded, size - unscaled.length, unscaled.length);
            return fixed(type, to, padded);
        };
    }

    private static Conversion logical(Schema to, Class<?> type) {
        String name = to.getLogicalType().getName();
        return switch (type.getName() + " for " + name) {
            case "java.math.BigDecimal for decimal" -> {
                LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) to.getLogicalType();
                yield (slots, slot) -> decimal(slots, slot, decimal);
            }
            case "java.time.Instant for timestamp-millis" -> (slots, slot) -> Instant.ofEpochMilli(slots.word(slot));
            case "java.time.Instant for timestamp-micros" -> (slots, slot) -> Micros.toInstant(slots.word(slot));
            case "java.time.LocalDateTime for local-timestamp-millis" ->
                (slots, slot) -> local(Instant.ofEpochMilli(slots.word(slot)));
            case "java.time.LocalDateTime for local-timestamp-micros" ->
                (slots, slot) -> local(Micros.toInstant(slots.word(slot)));
            case "java.time.LocalDate for date" -> (slots, slot) -> LocalDate.ofEpochDay(slots.word(slot));
            case "java.time.LocalTime for time-millis" ->
                (slots, slot) -> LocalTime.ofNanoOfDay(slots.word(slot) * 1_000_000L);
            case "java.time.LocalTime for time-micros" ->
                (slots, slot) -> LocalTime.ofNanoOfDay(slots.word(slot) * 1_000L);
            case "java.util.UUID for uuid" -> (slots, slot) -> UUID.fromString(slots.text(slot));
            default ->
                throw new IllegalArgumentException("a generated class holds the logical type '" + name + "' as "
                        + type.getName() + ", which Millrace does not know");
        };
    }

    private static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
