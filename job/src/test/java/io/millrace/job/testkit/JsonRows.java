package io.millrace.job.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.record.RecordSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** JSON text as Flink's rows, by Jackson and {@code java.time}: slow, exact, and sharing nothing with the job. */
public final class JsonRows {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonRows() {}

    /** Reads one object; a field that is absent is null, an empty list or an empty map. */
    public static GenericRowData row(String json, RecordSchema schema) {
        try {
            return row(MAPPER.readTree(json), schema.avro());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static GenericRowData row(JsonNode json, Schema record) {
        GenericRowData row = new GenericRowData(record.getFields().size());
        for (Schema.Field field : record.getFields()) {
            row.setField(field.pos(), value(json.path(field.name()), field.schema()));
        }
        return row;
    }

    private static Object value(JsonNode json, Schema nullable) {
        if (nullable.isNullable() && (json.isNull() || json.isMissingNode())) {
            return null;
        }
        Schema schema = nullable.getType() != Schema.Type.UNION
                ? nullable
                : nullable.getTypes().get(nullable.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return DecimalData.fromBigDecimal(
                    json.decimalValue().setScale(decimal.getScale()), decimal.getPrecision(), decimal.getScale());
        }
        return switch (schema.getType()) {
            case BOOLEAN -> bool(json);
            case INT -> schema.getLogicalType() == null ? integer(json) : time(json.textValue(), schema);
            case LONG -> schema.getLogicalType() == null ? longInteger(json) : time(json.textValue(), schema);
            case FLOAT -> json.isTextual() ? Float.valueOf(json.textValue()) : Float.valueOf(json.asText());
            case DOUBLE -> json.isTextual() ? Double.valueOf(json.textValue()) : Double.valueOf(json.asText());
            case STRING, ENUM -> StringData.fromString(json.textValue());
            case BYTES, FIXED -> Base64.getDecoder().decode(json.textValue());
            case RECORD -> row(json, schema);
            case ARRAY -> array(json, schema.getElementType());
            case MAP -> map(json, schema.getValueType());
            default -> throw new AssertionError(schema);
        };
    }

    private static boolean bool(JsonNode json) {
        if (!json.isBoolean()) {
            throw new AssertionError("not a boolean: " + json);
        }
        return json.booleanValue();
    }

    private static int integer(JsonNode json) {
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw new AssertionError("not an int: " + json);
        }
        return json.intValue();
    }

    private static long longInteger(JsonNode json) {
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw new AssertionError("not a long: " + json);
        }
        return json.longValue();
    }

    private static Object time(String text, Schema schema) {
        return switch (schema.getLogicalType().getName()) {
            case "date" -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
            case "time-millis" -> Math.toIntExact(LocalTime.parse(text).toNanoOfDay() / 1_000_000);
            case "time-micros" -> LocalTime.parse(text).toNanoOfDay() / 1_000;
            case "timestamp-millis", "timestamp-micros" -> TimestampData.fromInstant(Instant.parse(text));
            default -> TimestampData.fromLocalDateTime(LocalDateTime.parse(text));
        };
    }

    private static GenericArrayData array(JsonNode json, Schema element) {
        Object[] elements = new Object[json.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(json.get(i), element);
        }
        return new GenericArrayData(elements);
    }

    private static GenericMapData map(JsonNode json, Schema value) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> entries.put(StringData.fromString(entry.getKey()), value(entry.getValue(), value)));
        return new GenericMapData(entries);
    }
}
