package io.millrace.job.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Whether rows of one schema can be given to a function that expects another: the same fields with the same types at
 * every level, in any order, whatever the records are called.
 */
final class SchemaMatch {

    private final List<String> differences = new ArrayList<>();

    private SchemaMatch() {}

    /** What differs, a sentence for each difference; empty when the schemas match. */
    static List<String> differences(Schema incoming, Schema expected) {
        SchemaMatch match = new SchemaMatch();
        match.records("", incoming, expected);
        return List.copyOf(match.differences);
    }

    private void records(String path, Schema incoming, Schema expected) {
        Set<String> names = new LinkedHashSet<>();
        incoming.getFields().forEach(field -> names.add(field.name()));
        expected.getFields().forEach(field -> names.add(field.name()));
        for (String name : names) {
            String place = path.isEmpty() ? name : path + "." + name;
            Schema.Field in = incoming.getField(name);
            Schema.Field out = expected.getField(name);
            if (out == null) {
                differences.add("the field '" + place + "' comes in, but the function does not know it");
            } else if (in == null) {
                differences.add("the function expects a field '" + place + "', but none comes in");
            } else {
                types(place, in.schema(), out.schema());
            }
        }
    }

    private void types(String path, Schema incoming, Schema expected) {
        Schema in = Nullable.type(incoming);
        Schema out = Nullable.type(expected);
        if (Nullable.is(incoming) != Nullable.is(expected) || !sameShape(in, out)) {
            differences.add("the field '" + path + "' is " + describe(incoming) + ", but the function expects "
                    + describe(expected));
            return;
        }
        switch (in.getType()) {
            case RECORD -> records(path, in, out);
            case ARRAY -> types(path + "[]", in.getElementType(), out.getElementType());
            case MAP -> types(path + "{}", in.getValueType(), out.getValueType());
            default -> {}
        }
    }

    /** True when the two have the same type, their own fields and elements aside. */
    private static boolean sameShape(Schema in, Schema out) {
        if (in.getType() != out.getType() || !Objects.equals(logical(in), logical(out))) {
            return false;
        }
        return switch (in.getType()) {
            case FIXED -> in.getFixedSize() == out.getFixedSize();
            case ENUM -> new HashSet<>(in.getEnumSymbols()).equals(new HashSet<>(out.getEnumSymbols()));
            default -> true;
        };
    }

    private static String logical(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        return schema.getLogicalType() == null ? null : schema.getLogicalType().getName();
    }

    private static String describe(Schema schema) {
        Schema type = Nullable.type(schema);
        String name =
                switch (type.getType()) {
                    case FIXED -> "fixed(" + type.getFixedSize() + ")";
                    case ENUM -> "enum" + type.getEnumSymbols();
                    default -> type.getType().getName();
                };
        String logical = logical(type);
        String full = logical == null ? name : logical.startsWith("decimal") ? logical : name + " " + logical;
        return Nullable.is(schema) ? "nullable " + full : full;
    }
}
