package io.millrace.job.schema;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** A type in the few letters that fit into a line: {@code array<long?>}, {@code decimal(12,2)}; a question mark is null. */
final class TypeText {

    private TypeText() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> union(schema);
            case ARRAY -> "array<" + of(schema.getElementType()) + ">";
            case MAP -> "map<" + of(schema.getValueType()) + ">";
            case ENUM -> "enum(" + String.join(",", schema.getEnumSymbols()) + ")";
            default -> scalar(schema);
        };
    }

    private static String union(Schema schema) {
        boolean simple = schema.getTypes().size() == 2 && schema.isNullable();
        if (!simple) {
            return schema.getTypes().stream().map(TypeText::of).toList().toString();
        }
        boolean nullFirst = schema.getTypes().get(0).getType() == Schema.Type.NULL;
        return of(schema.getTypes().get(nullFirst ? 1 : 0)) + "?";
    }

    private static String scalar(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType().getName();
        }
        return schema.getType() == Schema.Type.FIXED
                ? "fixed(" + schema.getFixedSize() + ")"
                : schema.getType().getName();
    }
}
