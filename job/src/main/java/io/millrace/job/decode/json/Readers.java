package io.millrace.job.decode.json;

import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.json.DateTimeReader.Kind;
import io.millrace.job.record.RecordSchema;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Builds the reader of a schema: a tree of the schema's shape. */
final class Readers {

    private final Parts parts;
    private final UnknownFields.Factory unknown;

    Readers(Parts parts, UnknownFields.Factory unknown) {
        this.parts = parts;
        this.unknown = unknown;
    }

    /** The reader of the top record. */
    RecordReader of(Schema record) {
        return record(record, false, null);
    }

    /** The reader of any type. */
    ValueReader value(Schema schema, ContainerReader parent) {
        boolean nullable = schema.isNullable();
        Schema type = AvroSchemas.withoutNull(schema);
        return switch (type.getType()) {
            case RECORD -> record(type, nullable, parent);
            case ARRAY -> array(type, nullable, parent);
            case MAP -> map(type, nullable, parent);
            default -> RecordSchema.isJson(type) ? new AnyValueReader(parts, nullable, parent) : scalar(type, nullable);
        };
    }

    private RecordReader record(Schema schema, boolean nullable, ContainerReader parent) {
        RecordReader reader = new RecordReader(parts, nullable, parent, unknown);
        List<RecordReader.Field> fields = schema.getFields().stream()
                .map(field -> new RecordReader.Field(
                        field.name(), List.copyOf(field.aliases()), value(field.schema(), reader), Default.of(field)))
                .toList();
        reader.of(fields);
        return reader;
    }

    private ArrayReader array(Schema schema, boolean nullable, ContainerReader parent) {
        ArrayReader reader = new ArrayReader(parts, nullable, parent);
        reader.of(value(schema.getElementType(), reader));
        return reader;
    }

    private MapReader map(Schema schema, boolean nullable, ContainerReader parent) {
        MapReader reader = new MapReader(parts, nullable, parent);
        reader.of(value(schema.getValueType(), reader));
        return reader;
    }

    ValueReader scalar(Schema schema, boolean nullable) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return new DecimalReader(parts, nullable, decimal.getPrecision(), decimal.getScale());
        }
        return switch (logical == null ? "" : logical.getName()) {
            case "timestamp-millis" -> new DateTimeReader(parts, nullable, Kind.INSTANT, true);
            case "timestamp-micros" -> new DateTimeReader(parts, nullable, Kind.INSTANT, false);
            case "local-timestamp-millis" -> new DateTimeReader(parts, nullable, Kind.LOCAL, true);
            case "local-timestamp-micros" -> new DateTimeReader(parts, nullable, Kind.LOCAL, false);
            case "date" -> new DateTimeReader(parts, nullable, Kind.DATE, false);
            case "time-millis" -> new DateTimeReader(parts, nullable, Kind.TIME, true);
            case "time-micros" -> new DateTimeReader(parts, nullable, Kind.TIME, false);
            case "uuid" -> new UuidReader(parts, nullable);
            default -> primitive(schema, nullable);
        };
    }

    private ValueReader primitive(Schema schema, boolean nullable) {
        return switch (schema.getType()) {
            case STRING -> new StringReader(parts, nullable);
            case ENUM -> new EnumReader(parts, nullable, schema.getEnumSymbols());
            case BOOLEAN -> new BooleanReader(parts, nullable);
            case INT -> IntegerReader.ofInt(parts, nullable);
            case LONG -> IntegerReader.ofLong(parts, nullable);
            case FLOAT -> FloatingReader.ofFloat(parts, nullable);
            case DOUBLE -> FloatingReader.ofDouble(parts, nullable);
            case BYTES -> new BytesReader(parts, nullable, -1);
            case FIXED -> new BytesReader(parts, nullable, schema.getFixedSize());
            default -> throw new IllegalStateException("RecordSchema refuses " + schema.getType());
        };
    }
}
