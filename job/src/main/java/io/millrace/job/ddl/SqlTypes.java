package io.millrace.job.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a dialect calls the types of Avro. */
abstract class SqlTypes {

    /** The types without parts, but decimals. */
    enum Scalar {
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        TEXT,
        BYTES,
        DATE,
        TIME_OF_DAY,
        TIMESTAMP,
        LOCAL_TIMESTAMP
    }

    /** Empty where the dialect has no such type. */
    abstract Optional<String> scalar(Scalar type);

    abstract String decimal(int precision, int scale);

    abstract String array(String element);

    abstract String map(String value);

    /** @param name as it is */
    abstract String field(String name, String type);

    /** @param fields as {@link #field} gives them */
    abstract String struct(List<String> fields);

    /** The name of a type; empty where the dialect cannot have such a column. */
    final Optional<String> of(Schema nullable) {
        Schema schema = withoutNull(nullable);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return Optional.of(decimal(decimal.getPrecision(), decimal.getScale()));
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> of(schema.getElementType()).map(this::array);
            case MAP -> of(schema.getValueType()).map(this::map);
            default -> leaf(schema);
        };
    }

    /** The name of a type without parts, and no decimal. */
    Optional<String> leaf(Schema schema) {
        return scalar(scalarOf(schema));
    }

    /** The name of a type in CSV, where records, lists and maps are texts. */
    final Optional<String> cell(Schema nullable) {
        return isNested(nullable) ? scalar(Scalar.TEXT) : of(nullable);
    }

    static boolean isNested(Schema nullable) {
        return switch (withoutNull(nullable).getType()) {
            case RECORD, ARRAY, MAP -> true;
            default -> false;
        };
    }

    private Optional<String> record(Schema schema) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Optional<String> type = of(field.schema());
            if (type.isEmpty()) {
                return type;
            }
            fields.add(field(field.name(), type.get()));
        }
        return Optional.of(struct(fields));
    }

    private static Scalar scalarOf(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> Scalar.DATE;
            case "time-millis", "time-micros" -> Scalar.TIME_OF_DAY;
            case "timestamp-millis", "timestamp-micros" -> Scalar.TIMESTAMP;
            case "local-timestamp-millis", "local-timestamp-micros" -> Scalar.LOCAL_TIMESTAMP;
            default ->
                switch (schema.getType()) {
                    case BOOLEAN -> Scalar.BOOLEAN;
                    case INT -> Scalar.INT;
                    case LONG -> Scalar.LONG;
                    case FLOAT -> Scalar.FLOAT;
                    case DOUBLE -> Scalar.DOUBLE;
                    case STRING, ENUM -> Scalar.TEXT;
                    case BYTES, FIXED -> Scalar.BYTES;
                    default -> throw new IllegalStateException("no record schema has a field of " + schema);
                };
        };
    }

    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> types = schema.getTypes();
        return types.get(0).getType() == Schema.Type.NULL ? types.get(1) : types.get(0);
    }
}
