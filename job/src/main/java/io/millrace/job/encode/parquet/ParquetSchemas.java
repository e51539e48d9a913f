package io.millrace.job.encode.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REPEATED;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import io.millrace.job.record.RecordSchema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * From Avro's types to Parquet's. Lists have three levels and maps the name {@code key_value}, as Parquet's
 * specification asks; enums and UUIDs are strings, which every reader knows.
 */
final class ParquetSchemas {

    private static final int MOST_DIGITS_IN_INT = 9;
    private static final int MOST_DIGITS_IN_LONG = 18;

    private ParquetSchemas() {}

    static MessageType message(Schema record) {
        return new MessageType(record.getFullName(), fields(record));
    }

    private static List<Type> fields(Schema record) {
        List<Type> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            fields.add(type(field.name(), field.schema()));
        }
        return fields;
    }

    private static Type type(String name, Schema schema) {
        Schema value = RecordSchema.withoutNull(schema);
        Repetition repetition = schema.isNullable() ? OPTIONAL : REQUIRED;
        return switch (value.getType()) {
            case RECORD ->
                Types.buildGroup(repetition)
                        .addFields(fields(value).toArray(Type[]::new))
                        .named(name);
            case ARRAY ->
                Types.buildGroup(repetition)
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.buildGroup(REPEATED)
                                .addField(type("element", value.getElementType()))
                                .named("list"))
                        .named(name);
            case MAP ->
                Types.buildGroup(repetition)
                        .as(LogicalTypeAnnotation.mapType())
                        .addField(Types.buildGroup(REPEATED)
                                .addField(Types.primitive(BINARY, REQUIRED)
                                        .as(stringType())
                                        .named("key"))
                                .addField(type("value", value.getValueType()))
                                .named("key_value"))
                        .named(name);
            default -> primitive(name, repetition, value);
        };
    }

    private static PrimitiveType primitive(String name, Repetition repetition, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(name, repetition, decimal);
        }
        return switch (schema.getType()) {
            case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
            case INT -> Types.primitive(INT32, repetition).as(time(schema)).named(name);
            case LONG -> Types.primitive(INT64, repetition).as(time(schema)).named(name);
            case FLOAT -> Types.primitive(FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
            case STRING, ENUM ->
                Types.primitive(BINARY, repetition).as(stringType()).named(name);
            case BYTES -> Types.primitive(BINARY, repetition).named(name);
            case FIXED ->
                Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(schema.getFixedSize())
                        .named(name);
            default -> throw new IllegalStateException("no record schema has a field of " + schema);
        };
    }

    /** What a number means: a date or time; null for a number that is a number. */
    private static LogicalTypeAnnotation time(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> dateType();
            case "time-millis" -> timeType(false, TimeUnit.MILLIS);
            case "time-micros" -> timeType(false, TimeUnit.MICROS);
            case "timestamp-millis" -> timestampType(true, TimeUnit.MILLIS);
            case "timestamp-micros" -> timestampType(true, TimeUnit.MICROS);
            case "local-timestamp-millis" -> timestampType(false, TimeUnit.MILLIS);
            case "local-timestamp-micros" -> timestampType(false, TimeUnit.MICROS);
            default -> null;
        };
    }

    private static PrimitiveType decimal(String name, Repetition repetition, LogicalTypes.Decimal decimal) {
        LogicalTypeAnnotation annotation = decimalType(decimal.getScale(), decimal.getPrecision());
        if (decimal.getPrecision() <= MOST_DIGITS_IN_INT) {
            return Types.primitive(INT32, repetition).as(annotation).named(name);
        }
        if (decimal.getPrecision() <= MOST_DIGITS_IN_LONG) {
            return Types.primitive(INT64, repetition).as(annotation).named(name);
        }
        int length = BigInteger.TEN.pow(decimal.getPrecision()).bitLength() / Byte.SIZE + 1;
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
                .length(length)
                .as(annotation)
                .named(name);
    }
}
