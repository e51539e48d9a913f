package io.millrace.job.decode.json;

import io.millrace.job.decode.common.AvroSchemas;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Shows what is in a row, exactly: text in quotes, bytes in hexadecimal, timestamps in ISO 8601. Reads through Flink's
 * interfaces, so it shows slots and copies alike.
 */
public final class Shown {

    private Shown() {}

    public static String row(RowData row, RowType type, Schema avro) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < type.getFieldCount(); i++) {
            Schema field = AvroSchemas.withoutNull(avro.getFields().get(i).schema());
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
            fields.add(type.getFieldNames().get(i) + ": " + value(value, type.getTypeAt(i), field));
        }
        return fields.toString();
    }

    /** A value as Flink's getters give it. */
    static String value(Object value, org.apache.flink.table.types.logical.LogicalType type, Schema avro) {
        if (value == null) {
            return "null";
        }
        return switch (avro.getType()) {
            case RECORD -> row((RowData) value, (RowType) type, avro);
            case ARRAY -> array((ArrayData) value, (ArrayType) type, avro);
            case MAP -> map((MapData) value, (MapType) type, avro);
            default -> scalar(value, avro);
        };
    }

    private static String array(ArrayData array, ArrayType type, Schema avro) {
        return elements(array, type.getElementType(), AvroSchemas.withoutNull(avro.getElementType()));
    }

    private static String elements(
            ArrayData array, org.apache.flink.table.types.logical.LogicalType type, Schema element) {
        StringJoiner elements = new StringJoiner(", ", "[", "]");
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        for (int i = 0; i < array.size(); i++) {
            elements.add(value(getter.getElementOrNull(array, i), type, element));
        }
        return elements.toString();
    }

    private static String map(MapData map, MapType type, Schema avro) {
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getValueType());
        Schema valueType = AvroSchemas.withoutNull(avro.getValueType());
        for (int i = 0; i < map.size(); i++) {
            entries.add(quoted(map.keyArray().getString(i).toString()) + ": "
                    + value(getter.getElementOrNull(map.valueArray(), i), type.getValueType(), valueType));
        }
        return entries.toString();
    }

    private static String scalar(Object value, Schema avro) {
        LogicalType logical = avro.getLogicalType();
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> LocalDate.ofEpochDay((Integer) value).toString();
            case "time-millis" ->
                LocalTime.ofNanoOfDay((Integer) value * 1_000_000L).toString();
            case "time-micros" -> LocalTime.ofNanoOfDay((Long) value * 1_000L).toString();
            case "timestamp-millis", "timestamp-micros" -> instant(value).toString();
            case "local-timestamp-millis", "local-timestamp-micros" ->
                ((org.apache.flink.table.data.TimestampData) value)
                        .toLocalDateTime()
                        .toString();
            case "decimal" ->
                ((org.apache.flink.table.data.DecimalData) value).toBigDecimal().toPlainString();
            default -> plain(value);
        };
    }

    private static Instant instant(Object value) {
        return ((org.apache.flink.table.data.TimestampData) value).toInstant();
    }

    private static String plain(Object value) {
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        return value instanceof org.apache.flink.table.data.StringData ? quoted(value.toString()) : value.toString();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
