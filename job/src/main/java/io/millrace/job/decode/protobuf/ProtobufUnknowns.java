package io.millrace.job.decode.protobuf;

import static io.millrace.job.decode.protobuf.ProtobufParts.NO_POSITION;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.job.decode.common.JsonText;
import io.millrace.job.decode.common.Unknowns;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The fields of one message that the schema does not have: those that the descriptor knows by their names, the others by
 * their numbers, {@code #17}.
 */
final class ProtobufUnknowns {

    private final ProtobufParts parts;
    private final Unknowns unknowns;
    private final List<FieldDescriptor> fields;
    private final String pattern;
    private final ProtobufToJson json;

    /**
     * @param fields those that the descriptor knows
     * @param pattern the way to the message, without positions
     */
    ProtobufUnknowns(ProtobufParts parts, List<FieldDescriptor> fields, String pattern) {
        this.parts = parts;
        this.unknowns = parts.unknowns;
        this.fields = List.copyOf(fields);
        this.pattern = pattern;
        this.json = new ProtobufToJson();
    }

    /** True when the message has, under the number of a field, what is no value of it. */
    boolean hasForeign(Message message, FieldDescriptor field) {
        UnknownFieldSet set = message.getUnknownFields();
        return !set.isEmpty() && set.hasField(field.getNumber());
    }

    /** Deals with those that a message has; returns false when the record is refused for one. */
    boolean take(Message message, ProtobufRecord place) {
        for (FieldDescriptor field : fields) {
            // One without presence is there when it is not its type's zero.
            boolean there = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
            if (there && !take(field.getName(), place, out -> json.field(field, message.getField(field), out))) {
                return false;
            }
        }
        if (message.getUnknownFields().isEmpty()) {
            return true;
        }
        for (Map.Entry<Integer, UnknownFieldSet.Field> entry :
                message.getUnknownFields().asMap().entrySet()) {
            if (!take("#" + entry.getKey(), place, out -> json.unknown(entry.getValue(), out))) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String name, ProtobufRecord place, Consumer<JsonText> value) {
        return switch (unknowns.policy()) {
            case IGNORE -> {
                unknowns.counter(pattern.isEmpty() ? name : pattern + "." + name)
                        .run();
                yield true;
            }
            case CAPTURE -> {
                value.accept(unknowns.rescue().name(place.pathOf(name)));
                yield unknowns.fits(parts.failure, NO_POSITION);
            }
            case REJECT -> unknowns.refuse(parts.failure, NO_POSITION, place.pathOf(name));
        };
    }
}
