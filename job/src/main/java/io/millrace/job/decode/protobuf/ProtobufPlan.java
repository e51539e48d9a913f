package io.millrace.job.decode.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.millrace.job.decode.common.AvroSchemas;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.Expected;
import io.millrace.job.decode.common.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/** Finds for each field of the schema the field of the message, by name, and how its values become those of the column. */
final class ProtobufPlan {

    private static final Set<String> WRAPPERS = Set.of(
            "google.protobuf.DoubleValue",
            "google.protobuf.FloatValue",
            "google.protobuf.Int64Value",
            "google.protobuf.UInt64Value",
            "google.protobuf.Int32Value",
            "google.protobuf.UInt32Value",
            "google.protobuf.BoolValue",
            "google.protobuf.StringValue",
            "google.protobuf.BytesValue");

    private final ProtobufParts parts;
    private final ProtobufScalars scalars;

    private ProtobufPlan(ProtobufParts parts) {
        this.parts = parts;
        scalars = new ProtobufScalars(parts);
    }

    /** @throws IllegalArgumentException naming the field, when messages cannot become such records */
    static ProtobufRecord of(ProtobufParts parts, Descriptor message, Schema record) {
        return new ProtobufPlan(parts).record(message, record, null, "", 1);
    }

    private ProtobufRecord record(Descriptor message, Schema schema, Place parent, String path, int depth) {
        if (depth > parts.maxDepth) {
            throw new IllegalArgumentException("the schema nests more than " + parts.maxDepth
                    + " levels deep, which decode.max-depth does not allow");
        }
        List<FieldDescriptor> sources =
                schema.getFields().stream().map(field -> find(message, field)).toList();
        Set<FieldDescriptor> known = new HashSet<>(sources);
        List<FieldDescriptor> others = message.getFields().stream()
                .filter(field -> !known.contains(field))
                .toList();
        ProtobufRecord record = new ProtobufRecord(parts, parent, new ProtobufUnknowns(parts, others, path));
        for (int i = 0; i < sources.size(); i++) {
            Schema.Field target = schema.getFields().get(i);
            String targetPath = path.isEmpty() ? target.name() : path + "." + target.name();
            FieldDescriptor source = sources.get(i);
            if (source != null) {
                Schema type = AvroSchemas.withoutNull(target.schema());
                record.known(target, source, field(source, type, record, targetPath, depth + 1), Expected.of(type));
            } else if (Default.of(target) != null) {
                record.absent(target);
            } else {
                throw refused(
                        targetPath,
                        "the message " + message.getFullName()
                                + " has no such field, and without one there is no value");
            }
        }
        return record;
    }

    /** By its name, by its name in JSON, or by a name that the field had before. */
    private static FieldDescriptor find(Descriptor message, Schema.Field target) {
        List<String> names = new ArrayList<>();
        names.add(target.name());
        names.addAll(target.aliases());
        for (String name : names) {
            for (FieldDescriptor field : message.getFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
            for (FieldDescriptor field : message.getFields()) {
                if (field.getJsonName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private ProtobufReader field(FieldDescriptor source, Schema type, Place parent, String path, int depth) {
        if (source.isMapField() && type.getType() == Schema.Type.MAP) {
            ProtobufMap map = new ProtobufMap(parts, parent, source);
            map.of(value(map.valueField(), AvroSchemas.withoutNull(type.getValueType()), map, path + "{}", depth + 1));
            return map;
        }
        if (source.isRepeated() && !source.isMapField() && type.getType() == Schema.Type.ARRAY) {
            ProtobufList list = new ProtobufList(parts, parent);
            list.of(value(source, AvroSchemas.withoutNull(type.getElementType()), list, path + "[]", depth + 1));
            return list;
        }
        if (source.isRepeated()) {
            throw mismatch(source, type, path);
        }
        return value(source, type, parent, path, depth);
    }

    private ProtobufReader value(FieldDescriptor source, Schema type, Place parent, String path, int depth) {
        boolean isMessage = source.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        if (isMessage && type.getType() == Schema.Type.RECORD) {
            return record(source.getMessageType(), type, parent, path, depth);
        }
        if (isMessage && WRAPPERS.contains(source.getMessageType().getFullName())) {
            FieldDescriptor wrapped = source.getMessageType().findFieldByNumber(1);
            ProtobufReader inner = value(wrapped, type, parent, path, depth);
            String expected = Expected.of(type);
            return (value, out, slot) -> {
                Message wrapper = (Message) value;
                return wrapper.getUnknownFields().isEmpty()
                        ? inner.read(wrapper.getField(wrapped), out, slot)
                        : parts.fits(
                                expected,
                                "a message with fields that "
                                        + source.getMessageType().getFullName() + " does not have");
            };
        }
        ProtobufReader reader = scalars.of(source, type);
        if (reader == null) {
            throw mismatch(source, type, path);
        }
        return reader;
    }

    private static IllegalArgumentException mismatch(FieldDescriptor source, Schema type, String path) {
        String kind = source.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !source.isMapField()
                ? source.getMessageType().getFullName()
                : source.getType().name().toLowerCase(Locale.ROOT);
        String many = source.isMapField() ? "map" : source.isRepeated() ? "repeated " + kind : kind;
        return refused(
                path, "the message's field is of the type " + many + ", which does not become " + Expected.of(type));
    }

    private static IllegalArgumentException refused(String path, String why) {
        return new IllegalArgumentException("field '" + path + "': " + why);
    }
}
