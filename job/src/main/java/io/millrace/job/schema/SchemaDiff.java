package io.millrace.job.schema;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** What changed from one schema to another, field by field; documentation does not count. */
public final class SchemaDiff {

    /** A field as it matters to who reads or writes it. */
    private record Field(String type, String absent, Set<String> aliases) {}

    private SchemaDiff() {}

    /** What happened to a field. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One field's difference.
     *
     * @param kind what happened
     * @param path the field, {@code items[].price}; empty for the record itself
     * @param before its type and what stands for it when it is absent; empty when it was added
     * @param after the same of the newer schema; empty when it was removed
     */
    public record Change(Kind kind, String path, String before, String after) {

        public Change {
            requireNonNull(kind, "kind");
            requireNonNull(path, "path");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }
    }

    /** The differences, in the order of the newer schema's fields, those that are gone at the end. */
    public static List<Change> between(Schema older, Schema newer) {
        Map<String, Field> before = fields(older);
        Map<String, Field> after = fields(newer);
        List<Change> changes = new ArrayList<>();
        after.forEach((path, field) -> {
            Field old = before.get(path);
            if (old == null) {
                changes.add(new Change(Kind.ADDED, path, "", text(field)));
            } else if (!old.equals(field)) {
                changes.add(new Change(Kind.CHANGED, path, text(old), text(field)));
            }
        });
        before.forEach((path, field) -> {
            if (!after.containsKey(path)) {
                changes.add(new Change(Kind.REMOVED, path, text(field), ""));
            }
        });
        if (changes.isEmpty() && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
            changes.add(new Change(Kind.CHANGED, "", order(before), order(after)));
        }
        return changes;
    }

    private static String order(Map<String, Field> fields) {
        return fields.keySet().stream().filter(path -> !path.isEmpty()).collect(joining(", ", "order ", ""));
    }

    private static Map<String, Field> fields(Schema schema) {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("", new Field(schema.getType().getName() + " " + schema.getFullName(), "", schema.getAliases()));
        collect("", schema, fields);
        return fields;
    }

    private static void collect(String path, Schema schema, Map<String, Field> into) {
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    String place = path.isEmpty() ? field.name() : path + "." + field.name();
                    into.put(
                            place,
                            new Field(
                                    TypeText.of(field.schema()), absent(field), new LinkedHashSet<>(field.aliases())));
                    collect(place, field.schema(), into);
                }
            }
            case ARRAY -> collect(path + "[]", schema.getElementType(), into);
            case MAP -> collect(path + "{}", schema.getValueType(), into);
            case UNION -> schema.getTypes().forEach(type -> collect(path, type, into));
            default -> {}
        }
    }

    private static String absent(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "";
        }
        Object value = field.defaultVal();
        if (value == JsonProperties.NULL_VALUE) {
            return "null";
        }
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : Objects.toString(value);
    }

    private static String text(Field field) {
        return field.type()
                + (field.absent().isEmpty() ? "" : " = " + field.absent())
                + (field.aliases().isEmpty() ? "" : ", also " + String.join(", ", field.aliases()));
    }
}
