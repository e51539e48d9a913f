package io.millrace.job.testkit;

import io.millrace.job.record.RecordSchema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/** Rows as the maps, lists, texts and numbers that libraries write, by {@code java.time} and sharing nothing with the job. */
public final class RowValues {

    private RowValues() {}

    /** As JSON and CSV have them: times as text or as numbers, bytes as base64, what is no number as text. */
    public static Map<String, Object> json(GenericRowData row, RecordSchema schema) {
        return row(row, schema.avro());
    }

    private static Map<String, Object> row(GenericRowData row, Schema record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Schema.Field field : record.getFields()) {
            values.put(field.name(), value(row.getField(field.pos()), field.schema()));
        }
        return values;
    }

    private static Object value(Object value, Schema nullable) {
        if (value == null) {
            return null;
        }
        Schema schema = nullable.getType() != Schema.Type.UNION
                ? nullable
                : nullable.getTypes().get(nullable.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
            return ((DecimalData) value).toBigDecimal();
        }
        return switch (schema.getType()) {
            case STRING, ENUM -> value.toString();
            case BYTES, FIXED -> Base64.getEncoder().encodeToString((byte[]) value);
            case LONG ->
                value instanceof TimestampData time
                        ? schema.getLogicalType().getName().startsWith("local")
                                ? time.toLocalDateTime().toString()
                                : time.toInstant().toString()
                        : value;
            case FLOAT -> Float.isFinite((Float) value) ? value : value.toString();
            case DOUBLE -> Double.isFinite((Double) value) ? value : value.toString();
            case RECORD -> row((GenericRowData) value, schema);
            case ARRAY -> list((GenericArrayData) value, schema.getElementType());
            case MAP -> map((GenericMapData) value, schema.getValueType());
            default -> value;
        };
    }

    private static List<Object> list(GenericArrayData array, Schema element) {
        List<Object> list = new ArrayList<>();
        for (Object each : array.toObjectArray()) {
            list.add(value(each, element));
        }
        return list;
    }

    private static Map<String, Object> map(GenericMapData map, Schema value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
            entries.put(key.toString(), value(map.get(key), value));
        }
        return entries;
    }
}
