package io.millrace.job.decode.common;

import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a value of a type is, for a person, where it is not text. */
public final class Expected {

    private static final int NAMED = 10;

    private Expected() {}

    public static String of(Schema schema) {
        Schema type = AvroSchemas.withoutNull(schema);
        LogicalType logical = type.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return "a decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        return switch (logical == null ? "" : logical.getName()) {
            case "timestamp-millis", "timestamp-micros" -> "a timestamp";
            case "local-timestamp-millis", "local-timestamp-micros" -> "a timestamp without an offset from UTC";
            case "date" -> "a date";
            case "time-millis", "time-micros" -> "a time of day";
            case "uuid" -> "a UUID";
            default -> plain(type);
        };
    }

    private static String plain(Schema type) {
        return switch (type.getType()) {
            case RECORD -> "a record";
            case ARRAY -> "an array";
            case MAP -> "a map";
            case ENUM -> "one of the symbols " + symbols(type.getEnumSymbols());
            case FIXED -> "bytes, " + type.getFixedSize() + " of them";
            case INT -> "an int";
            case BYTES -> "bytes";
            case NULL -> "null";
            default -> "a " + type.getType().getName();
        };
    }

    private static String symbols(List<String> symbols) {
        return symbols.size() <= NAMED
                ? String.join(", ", symbols)
                : String.join(", ", symbols.subList(0, NAMED)) + " and " + (symbols.size() - NAMED) + " more";
    }
}
