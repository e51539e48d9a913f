package io.millrace.job.transform;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes typed records of rows. Built once for a schema: for each field a getter and a conversion, fields found by name.
 * What it makes shares nothing with the row.
 */
final class RowToRecord {

    private final TypedClass type;
    private final RowData.FieldGetter[] getters;
    private final List<Function<Object, Object>> conversions;

    /** For each field of the row, its place in the record. */
    private final int[] places;

    private RowToRecord(
            TypedClass type, RowData.FieldGetter[] getters, List<Function<Object, Object>> conversions, int[] places) {
        this.type = type;
        this.getters = getters;
        this.conversions = conversions;
        this.places = places;
    }

    /**
     * @param rows the type of the rows, which has the same fields as the record, see {@link SchemaMatch}
     * @param type the record's class
     */
    static RowToRecord of(RowType rows, TypedClass type) {
        int fields = rows.getFieldCount();
        RowData.FieldGetter[] getters = new RowData.FieldGetter[fields];
        List<Function<Object, Object>> conversions = new ArrayList<>(fields);
        int[] places = new int[fields];
        for (int i = 0; i < fields; i++) {
            LogicalType fieldType = rows.getTypeAt(i);
            Schema.Field field = type.schema().getField(rows.getFieldNames().get(i));
            getters[i] = RowData.createFieldGetter(fieldType, i);
            conversions.add(conversion(fieldType, Nullable.type(field.schema()), type));
            places[i] = field.pos();
        }
        return new RowToRecord(type, getters, conversions, places);
    }

    SpecificRecord convert(RowData row) {
        SpecificRecord record = type.create();
        for (int i = 0; i < places.length; i++) {
            Object value = getters[i].getFieldOrNull(row);
            record.put(places[i], value == null ? null : conversions.get(i).apply(value));
        }
        return record;
    }

    private static Function<Object, Object> conversion(LogicalType from, Schema to, TypedClass owner) {
        return switch (to.getType()) {
            case RECORD -> {
                RowToRecord nested = of((RowType) from, owner.nested(to));
                yield value -> nested.convert((RowData) value);
            }
            case ARRAY -> array(((ArrayType) from).getElementType(), to.getElementType(), owner);
            case MAP -> map(((MapType) from).getValueType(), to.getValueType(), owner);
            case ENUM -> constants(to, owner);
            default -> scalar(to, owner);
        };
    }

    private static Function<Object, Object> array(LogicalType from, Schema to, TypedClass owner) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(from);
        Function<Object, Object> conversion = conversion(from, Nullable.type(to), owner);
        return value -> elements((ArrayData) value, getter, conversion);
    }

    private static List<Object> elements(
            ArrayData array, ArrayData.ElementGetter getter, Function<Object, Object> conversion) {
        int size = array.size();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Object element = getter.getElementOrNull(array, i);
            list.add(element == null ? null : conversion.apply(element));
        }
        return list;
    }

    private static Function<Object, Object> map(LogicalType from, Schema to, TypedClass owner) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(from);
        Function<Object, Object> conversion = conversion(from, Nullable.type(to), owner);
        return value -> {
            MapData entries = (MapData) value;
            ArrayData keys = entries.keyArray();
            ArrayData values = entries.valueArray();
            Map<String, Object> map = new HashMap<>(2 * entries.size());
            for (int i = 0; i < entries.size(); i++) {
                Object element = getter.getElementOrNull(values, i);
                map.put(keys.getString(i).toString(), element == null ? null : conversion.apply(element));
            }
            return map;
        };
    }

    private static Function<Object, Object> constants(Schema to, TypedClass owner) {
        Map<StringData, Object> bySymbol = new HashMap<>();
        for (Object constant : owner.classOf(to).getEnumConstants()) {
            bySymbol.put(StringData.fromString(constant.toString()), constant);
        }
        return bySymbol::get;
    }

    private static Function<Object, Object> scalar(Schema to, TypedClass owner) {
        Class<?> logical = owner.logicalClass(to.getLogicalType());
        if (logical != null) {
            return logical(to, logical);
        }
        String plain = to.getLogicalType() == null ? "" : to.getLogicalType().getName();
        return switch (plain) {
            case "decimal" -> plainDecimal(to, owner);
            case "timestamp-millis", "local-timestamp-millis" -> value -> ((TimestampData) value).getMillisecond();
            case "timestamp-micros", "local-timestamp-micros" -> value -> Micros.of((TimestampData) value);
            default -> plain(to, owner);
        };
    }

    private static Function<Object, Object> plain(Schema to, TypedClass owner) {
        return switch (to.getType()) {
            case STRING -> Object::toString;
            case BYTES -> value -> ByteBuffer.wrap((byte[]) value);
            case FIXED -> fixed(to, owner);
            default -> value -> value;
        };
    }

    private static Function<Object, Object> fixed(Schema to, TypedClass owner) {
        Class<?> type = owner.classOf(to);
        return value -> {
            SpecificFixed fixed = (SpecificFixed) SpecificData.newInstance(type, to);
            fixed.bytes((byte[]) value);
            return fixed;
        };
    }

    private static Function<Object, Object> plainDecimal(Schema to, TypedClass owner) {
        if (to.getType() == Schema.Type.BYTES) {
            return value -> ByteBuffer.wrap(((DecimalData) value).toUnscaledBytes());
        }
        Function<Object, Object> fixed = fixed(to, owner);
        int size = to.getFixedSize();
        return value -> {
            byte[] unscaled = ((DecimalData) value).toUnscaledBytes();
            byte[] padded = new byte[size];
            Arrays.fill(padded, 0, size - unscaled.length, (byte) (unscaled[0] < 0 ? -1 : 0));
            System.arraycopy(unscaled, 0, padded, size - unscaled.length, unscaled.length);
            return fixed.apply(padded);
        };
    }

    private static Function<Object, Object> logical(Schema to, Class<?> type) {
        String name = to.getLogicalType().getName();
        return switch (type.getName() + " for " + name) {
            case "java.math.BigDecimal for decimal" -> value -> ((DecimalData) value).toBigDecimal();
            case "java.time.Instant for timestamp-millis", "java.time.Instant for timestamp-micros" ->
                value -> ((TimestampData) value).toInstant();
            case "java.time.LocalDateTime for local-timestamp-millis",
                    "java.time.LocalDateTime for local-timestamp-micros" ->
                value -> ((TimestampData) value).toLocalDateTime();
            case "java.time.LocalDate for date" -> value -> LocalDate.ofEpochDay((int) value);
            case "java.time.LocalTime for time-millis" -> value -> LocalTime.ofNanoOfDay((int) value * 1_000_000L);
            case "java.time.LocalTime for time-micros" -> value -> LocalTime.ofNanoOfDay((long) value * 1_000L);
            case "java.util.UUID for uuid" -> value -> UUID.fromString(value.toString());
            default ->
                throw new IllegalArgumentException("a generated class holds the logical type '" + name + "' as "
                        + type.getName() + ", which Millrace does not know");
        };
    }
}
