package io.millrace.job.encode.avro;

import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** What Avro's own reader finds in a file, as Flink's rows; by the schema that stands in the file. */
final class AvroRows {

    private AvroRows() {}

    static List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        List<GenericRowData> rows = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
            if (!reader.getSchema().equals(schema.avro())) {
                throw new AssertionError("the file has another schema: " + reader.getSchema());
            }
            for (GenericRecord record : reader) {
                rows.add(row(record, schema.avro()));
            }
        }
        return rows;
    }

    private static GenericRowData row(GenericRecord record, Schema schema) {
        GenericRowData row = new GenericRowData(schema.getFields().size());
        for (Schema.Field field : schema.getFields()) {
            row.setField(field.pos(), value(record.get(field.pos()), field.schema()));
        }
        return row;
    }

    private static Object value(Object value, Schema nullable) {
        if (value == null) {
            return null;
        }
        Schema schema = RecordSchema.withoutNull(nullable);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigInteger unscaled = new BigInteger(bytes(value));
            return DecimalData.fromBigDecimal(
                    new BigDecimal(unscaled, decimal.getScale()), decimal.getPrecision(), decimal.getScale());
        }
        return switch (schema.getType()) {
            case STRING, ENUM -> StringData.fromString(value.toString());
            case BYTES, FIXED -> bytes(value);
            case LONG -> longNumber((Long) value, schema);
            case RECORD -> row((GenericRecord) value, schema);
            case ARRAY ->
                new GenericArrayData(((List<?>) value)
                        .stream()
                                .map(element -> value(element, schema.getElementType()))
                                .toArray());
            case MAP -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, element) -> entries.put(
                                StringData.fromString(key.toString()), value(element, schema.getValueType())));
                yield new GenericMapData(entries);
            }
            default -> value;
        };
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = (ByteBuffer) value;
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Object longNumber(long value, Schema schema) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        if (logical.endsWith("timestamp-millis")) {
            return TimestampData.fromEpochMillis(value);
        }
        return logical.endsWith("timestamp-micros")
                ? TimestampData.fromEpochMillis(Math.floorDiv(value, 1000L), (int) Math.floorMod(value, 1000L) * 1000)
                : (Object) value;
    }
}
