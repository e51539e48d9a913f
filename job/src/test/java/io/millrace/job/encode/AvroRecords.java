package io.millrace.job.encode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/** Rows as Avro's generic records, in which logical types are what Avro writes: longs, and bytes of decimals. */
public final class AvroRecords {

    private AvroRecords() {}

    public static GenericRecord record(GenericRowData row, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(row.getField(field.pos()), field.schema()));
        }
        return record;
    }

    private static Object value(Object value, Schema nullable) {
        if (value == null) {
            return null;
        }
        Schema schema = nullable.getType() != Schema.Type.UNION
                ? nullable
                : nullable.getTypes().get(nullable.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
        return switch (schema.getType()) {
            case STRING -> value.toString();
            case ENUM -> new GenericData.EnumSymbol(schema, value.toString());
            case LONG -> value instanceof TimestampData time ? ticks(time, schema) : value;
            case BYTES ->
                ByteBuffer.wrap(
                        schema.getLogicalType() instanceof LogicalTypes.Decimal
                                ? ((DecimalData) value).toUnscaledBytes()
                                : (byte[]) value);
            case FIXED -> new GenericData.Fixed(schema, (byte[]) value);
            case RECORD -> record((GenericRowData) value, schema);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (Object element : ((GenericArrayData) value).toObjectArray()) {
                    list.add(value(element, schema.getElementType()));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                Object[] keys = ((GenericArrayData) ((GenericMapData) value).keyArray()).toObjectArray();
                for (Object key : keys) {
                    map.put(key.toString(), value(((GenericMapData) value).get(key), schema.getValueType()));
                }
                yield map;
            }
            default -> value;
        };
    }

    private static long ticks(TimestampData time, Schema schema) {
        return schema.getLogicalType().getName().endsWith("millis")
                ? time.getMillisecond()
                : time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
    }
}
