package io.millrace.job.schema.infer;

import static java.util.stream.Collectors.joining;

import io.millrace.job.schema.infer.Doubt.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Makes types of profiles, and collects the doubts. What no type holds exactly is left out, up to the nearest field, so
 * that the field is one that the schema does not know.
 */
final class Inference {

    private final List<Doubt> doubts = new ArrayList<>();
    private final Set<String> recordNames = new HashSet<>();
    private final String namespace;

    Inference(String namespace) {
        this.namespace = namespace;
    }

    List<Doubt> doubts() {
        return doubts;
    }

    /** The record of all objects of a profile; empty when no field can be in it. */
    Optional<Schema> record(String name, String path, ObjectProfile objects) {
        FieldNames names = new FieldNames(objects.fields().keySet());
        String recordName = FieldNames.unique(name, recordNames);
        List<Schema.Field> fields = new ArrayList<>();
        objects.fields().forEach((key, values) -> {
            String place = path.isEmpty() ? key : path + "." + key;
            String fieldName = names.of(key);
            boolean always = values.count() == objects.count() && values.nulls() == 0;
            value(recordName + "_" + fieldName, place, values).ifPresent(type -> {
                fields.add(field(fieldName, type, always));
                if (!fieldName.equals(key)) {
                    fields.get(fields.size() - 1).addAlias(key);
                    doubt(
                            Kind.RENAMED,
                            place,
                            "Avro does not allow the name, so it is " + fieldName + ", with its own name as an alias");
                }
            });
        });
        for (String alike :
                FieldNames.alike(fields.stream().map(Schema.Field::name).toList())) {
            doubt(
                    Kind.UNCERTAIN,
                    path.isEmpty() ? alike : path + "." + alike,
                    "another field has the same name but for upper and lower case, which many readers cannot tell apart");
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(Schema.createRecord(recordName, null, namespace, false, fields));
    }

    private static Schema.Field field(String name, Schema type, boolean always) {
        return always
                ? new Schema.Field(name, type)
                : new Schema.Field(name, nullable(type), null, Schema.Field.NULL_DEFAULT_VALUE);
    }

    /** The type, null aside, of all values of a profile; empty when there is none. */
    private Optional<Schema> value(String name, String path, ValueProfile values) {
        Map<String, Long> kinds = values.kinds();
        if (kinds.size() > 1) {
            doubt(
                    Kind.LEFT_OUT,
                    path,
                    "no column holds values of several kinds: "
                            + kinds.entrySet().stream()
                                    .map(kind -> kind.getKey() + " in " + kind.getValue())
                                    .collect(joining(", ")));
            return Optional.empty();
        }
        if (kinds.isEmpty()) {
            doubt(Kind.UNCERTAIN, path, "always null, taken for text");
            return Optional.of(Schema.create(Schema.Type.STRING));
        }
        if (values.booleans() > 0) {
            return Optional.of(Schema.create(Schema.Type.BOOLEAN));
        }
        if (values.numbers().count() > 0) {
            return number(path, values.numbers());
        }
        if (values.texts().count() > 0) {
            return Optional.of(text(path, values.texts()));
        }
        return values.objects().count() > 0
                ? object(name, path, values.objects())
                : array(name, path, values.elements());
    }

    private Optional<Schema> number(String path, NumberProfile numbers) {
        Schema type = numbers.type();
        if (type == null) {
            doubt(
                    Kind.LEFT_OUT,
                    path,
                    "no column holds all of its numbers exactly: they need more than " + NumberProfile.MOST_DIGITS
                            + " digits");
            return Optional.empty();
        }
        if (type.getType() == Schema.Type.BYTES) {
            doubt(
                    Kind.UNCERTAIN,
                    path,
                    "neither a long nor a double holds all of its numbers exactly, so it is a decimal");
        } else if (numbers.looksLikeTime()) {
            doubt(
                    Kind.UNCERTAIN,
                    path,
                    "may be a time since the epoch; if it is, make the long a timestamp-millis or"
                            + " timestamp-micros");
        }
        return Optional.of(type);
    }

    private Schema text(String path, TextProfile texts) {
        switch (texts.form()) {
            case INSTANT -> {
                if (texts.hasOffsets()) {
                    doubt(
                            Kind.UNCERTAIN,
                            path,
                            "timestamps with offsets from UTC: the instant is kept, the offset is not");
                }
            }
            case LOCAL ->
                doubt(Kind.UNCERTAIN, path, "timestamps without an offset from UTC: of which zone is unknown");
            case TEXT -> {
                if (texts.times() > 0) {
                    doubt(
                            Kind.UNCERTAIN,
                            path,
                            texts.times() + " of " + texts.count()
                                    + " are dates or timestamps, but not all of one form, so it stays text");
                }
            }
            case DATE -> {}
        }
        return texts.type();
    }

    private Optional<Schema> object(String name, String path, ObjectProfile objects) {
        if (objects.isMap()) {
            doubt(
                    Kind.UNCERTAIN,
                    path,
                    "more than " + ObjectProfile.MOST_FIELDS + " names, which are taken for the keys of a map");
            return inside(name, path + "{}", objects.values()).map(Schema::createMap);
        }
        if (objects.fields().isEmpty()) {
            doubt(Kind.UNCERTAIN, path, "always {}, taken for a map of text");
            return Optional.of(Schema.createMap(Schema.create(Schema.Type.STRING)));
        }
        Optional<Schema> record = record(name, path, objects);
        if (record.isEmpty()) {
            doubt(Kind.LEFT_OUT, path, "none of its fields can be in the schema");
        }
        return record;
    }

    private Optional<Schema> array(String name, String path, ValueProfile elements) {
        if (elements == null) {
            doubt(Kind.UNCERTAIN, path, "always [], taken for an array of text");
            return Optional.of(Schema.createArray(Schema.create(Schema.Type.STRING)));
        }
        return inside(name, path + "[]", elements).map(Schema::createArray);
    }

    /** The type of what an array or a map holds. */
    private Optional<Schema> inside(String name, String path, ValueProfile values) {
        return value(name, path, values).map(type -> values.nulls() > 0 ? nullable(type) : type);
    }

    private void doubt(Kind kind, String path, String message) {
        doubts.add(new Doubt(kind, path, message));
    }

    private static Schema nullable(Schema type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }
}
