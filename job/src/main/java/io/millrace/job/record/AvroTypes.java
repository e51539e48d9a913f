package io.millrace.job.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** From Avro's types to Flink's. What it does not map it refuses, with the field's path. */
final class AvroTypes {

    /** Names of Avro's specification that this Avro library, or this job, does not give a meaning. */
    private static final Set<String> WITHOUT_MEANING =
            Set.of("duration", "timestamp-nanos", "local-timestamp-nanos", "big-decimal");

    private static final Set<String> KNOWN = Set.of(
            "decimal",
            "uuid",
            "date",
            "time-millis",
            "time-micros",
            "timestamp-millis",
            "timestamp-micros",
            "local-timestamp-millis",
            "local-timestamp-micros");

    private final Set<String> open = new HashSet<>();

    private AvroTypes() {}

    static RowType rowType(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("a record's schema must be an Avro record, but it is " + name(schema));
        }
        return new AvroTypes().row(schema, false, "");
    }

    private RowType row(Schema schema, boolean nullable, String path) {
        if (!open.add(schema.getFullName())) {
            throw refused(path, "the record " + schema.getFullName() + " contains itself, which no row can hold");
        }
        if (schema.getFields().isEmpty()) {
            throw refused(path, "the record " + schema.getFullName() + " has no fields, which no file format can hold");
        }
        List<RowType.RowField> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String fieldPath = path.isEmpty() ? field.name() : path + "." + field.name();
            fields.add(new RowType.RowField(field.name(), type(field.schema(), false, fieldPath)));
        }
        open.remove(schema.getFullName());
        return new RowType(nullable, fields);
    }

    private org.apache.flink.table.types.logical.LogicalType type(Schema schema, boolean nullable, String path) {
        return switch (schema.getType()) {
            case UNION -> union(schema, nullable, path);
            case RECORD -> row(schema, nullable, path);
            case ARRAY -> new ArrayType(nullable, type(schema.getElementType(), false, path + "[]"));
            case MAP ->
                new MapType(
                        nullable,
                        new VarCharType(false, VarCharType.MAX_LENGTH),
                        type(schema.getValueType(), false, path + "{}"));
            case ENUM -> new VarCharType(nullable, VarCharType.MAX_LENGTH);
            case NULL -> throw refused(path, "a field that is always null holds nothing");
            default -> scalar(schema, nullable, path);
        };
    }

    private org.apache.flink.table.types.logical.LogicalType union(Schema schema, boolean nullable, String path) {
        List<Schema> types = schema.getTypes();
        if (types.size() != 2 || (!isNull(types.get(0)) && !isNull(types.get(1))) || nullable) {
            throw refused(
                    path,
                    "a union must be of null and one other type, but it is " + schema
                            + "; use a record with one nullable field for each type");
        }
        return type(isNull(types.get(0)) ? types.get(1) : types.get(0), true, path);
    }

    private static org.apache.flink.table.types.logical.LogicalType scalar(
            Schema schema, boolean nullable, String path) {
        LogicalType logical = logical(schema, path);
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal, nullable, path);
        }
        if (logical != null && KNOWN.contains(logical.getName())) {
            return switch (logical.getName()) {
                case "date" -> new DateType(nullable);
                case "time-millis" -> new TimeType(nullable, 3);
                // Flink's TIME is an int of milliseconds; a long keeps the microseconds.
                case "time-micros" -> new BigIntType(nullable);
                case "timestamp-millis" -> new LocalZonedTimestampType(nullable, 3);
                case "timestamp-micros" -> new LocalZonedTimestampType(nullable, 6);
                case "local-timestamp-millis" -> new TimestampType(nullable, 3);
                case "local-timestamp-micros" -> new TimestampType(nullable, 6);
                case "uuid" -> new VarCharType(nullable, VarCharType.MAX_LENGTH);
                default -> throw new IllegalStateException(logical.getName());
            };
        }
        return switch (schema.getType()) {
            case STRING -> new VarCharType(nullable, VarCharType.MAX_LENGTH);
            case BOOLEAN -> new BooleanType(nullable);
            case INT -> new IntType(nullable);
            case LONG -> new BigIntType(nullable);
            case FLOAT -> new FloatType(nullable);
            case DOUBLE -> new DoubleType(nullable);
            case BYTES -> new VarBinaryType(nullable, VarBinaryType.MAX_LENGTH);
            case FIXED -> new BinaryType(nullable, positive(schema.getFixedSize(), path));
            default -> throw new IllegalStateException(schema.getType().getName());
        };
    }

    private static DecimalType decimal(LogicalTypes.Decimal decimal, boolean nullable, String path) {
        if (decimal.getPrecision() > DecimalType.MAX_PRECISION) {
            throw refused(
                    path,
                    "a decimal has at most 38 digits, but this one has " + decimal.getPrecision()
                            + "; use a string for larger numbers");
        }
        return new DecimalType(nullable, decimal.getPrecision(), decimal.getScale());
    }

    /** Avro's parser silently drops a logical type that is not valid; here that is an error. */
    private static LogicalType logical(Schema schema, String path) {
        String declared = schema.getProp("logicalType");
        LogicalType parsed = schema.getLogicalType();
        if (declared == null) {
            return parsed;
        }
        if (WITHOUT_MEANING.contains(declared)) {
            throw refused(path, "the logical type '" + declared + "' is not supported");
        }
        boolean misplaced = declared.equals("json") && !RecordSchema.isJson(schema);
        if (parsed == null && KNOWN.contains(declared) || misplaced) {
            throw refused(path, "the logical type '" + declared + "' does not fit " + schema);
        }
        return parsed;
    }

    private static int positive(int size, String path) {
        if (size < 1) {
            throw refused(path, "a fixed must hold at least one byte");
        }
        return size;
    }

    private static boolean isNull(Schema schema) {
        return schema.getType() == Schema.Type.NULL;
    }

    private static String name(Schema schema) {
        return schema.getType().getName();
    }

    private static IllegalArgumentException refused(String path, String why) {
        return new IllegalArgumentException(path.isEmpty() ? why : "field '" + path + "': " + why);
    }
}
