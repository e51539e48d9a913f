package io.millrace.job.decode.protobuf;

import static io.millrace.job.decode.protobuf.ProtobufParts.NO_POSITION;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.millrace.job.decode.common.Default;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** A message as a record, field by field of the schema. */
final class ProtobufRecord implements ProtobufReader, Place {

    private final ProtobufParts parts;
    private final Place parent;
    private final List<Step> steps = new ArrayList<>();
    private final ProtobufUnknowns unknown;

    private String current;

    /**
     * One field of the schema.
     *
     * @param source the field of the message; null when it has none
     * @param absent what the slot holds when the message does not have the field; null when it must
     */
    private record Step(
            Schema.Field target, FieldDescriptor source, ProtobufReader reader, String expected, Default absent) {}

    /** @param unknown the fields of the message that the schema does not have */
    ProtobufRecord(ProtobufParts parts, Place parent, ProtobufUnknowns unknown) {
        this.parts = parts;
        this.parent = parent;
        this.unknown = unknown;
    }

    void known(Schema.Field target, FieldDescriptor source, ProtobufReader reader, String expected) {
        steps.add(new Step(target, source, reader, expected, Default.of(target)));
    }

    /** A field of the schema's that the message does not have; it has a default, or may be null. */
    void absent(Schema.Field target) {
        steps.add(new Step(target, null, null, null, Default.of(target)));
    }

    @Override
    public boolean read(Object value, Slots out, int slot) {
        return fields((Message) value, out.openRow(slot));
    }

    boolean fields(Message message, SlotRow row) {
        for (Step step : steps) {
            current = step.target().name();
            if (!field(message, row, step)) {
                parts.failure.in(this);
                return false;
            }
        }
        current = null;
        return unknown.take(message, this);
    }

    private boolean field(Message message, SlotRow row, Step step) {
        FieldDescriptor source = step.source();
        int slot = step.target().pos();
        if (source == null) {
            step.absent().set(row, slot);
            return true;
        }
        if (unknown.hasForeign(message, source)) {
            parts.failure.mismatch(
                    NO_POSITION, step.expected(), "a value that is none of the field's type " + typeOf(source));
            return false;
        }
        if (source.isRepeated() || !source.hasPresence() || message.hasField(source)) {
            return step.reader().read(message.getField(source), row, slot);
        }
        if (source.hasDefaultValue()) {
            return step.reader().read(source.getDefaultValue(), row, slot);
        }
        if (step.absent() == null) {
            parts.failure.missing(NO_POSITION, "the field", "a message without it");
            return false;
        }
        step.absent().set(row, slot);
        return true;
    }

    private static String typeOf(FieldDescriptor field) {
        return field.getType().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Place parent() {
        return parent;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendField(path, current);
    }

    /** The path of a field of this message that the schema does not have. */
    String pathOf(String name) {
        String place = currentPath();
        return place.isEmpty() ? name : place + "." + name;
    }
}
