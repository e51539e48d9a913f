package io.millrace.job.decode.protobuf;

import static io.millrace.job.decode.protobuf.ProtobufParts.NO_POSITION;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.millrace.job.decode.common.MapKeys;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A map; keys that are numbers or booleans become their text. */
final class ProtobufMap implements ProtobufReader, Place {

    private final ProtobufParts parts;
    private final Place parent;
    private final FieldDescriptor keyField;
    private final FieldDescriptor valueField;
    private final boolean unsignedKeys;
    private final MapKeys keys = new MapKeys();

    private ProtobufReader value;
    private int entry;

    ProtobufMap(ProtobufParts parts, Place parent, FieldDescriptor map) {
        this.parts = parts;
        this.parent = parent;
        keyField = map.getMessageType().findFieldByNumber(1);
        valueField = map.getMessageType().findFieldByNumber(2);
        unsignedKeys = switch (keyField.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    FieldDescriptor valueField() {
        return valueField;
    }

    void of(ProtobufReader newValue) {
        value = newValue;
    }

    @Override
    public boolean read(Object entries, Slots out, int slot) {
        SlotMap map = out.openMap(slot);
        keys.clear();
        for (Object each : (List<?>) entries) {
            Message pair = (Message) each;
            if (!key(keyText(pair.getField(keyField)), map) || !value(pair, map)) {
                parts.failure.in(this);
                return false;
            }
        }
        return true;
    }

    private String keyText(Object key) {
        if (!unsignedKeys) {
            return key.toString();
        }
        return key instanceof Integer small ? Integer.toUnsignedString(small) : Long.toUnsignedString((Long) key);
    }

    private boolean key(String text, SlotMap map) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        entry = keys.find(map.keyArray(), utf8, 0, utf8.length);
        if (entry >= 0) {
            if (!parts.lastWins) {
                parts.failure.malformed(NO_POSITION, "each name once in a map", "a name for the second time");
            }
            return parts.lastWins;
        }
        entry = map.append();
        map.keyArray().setView(entry, utf8);
        keys.added(map.keyArray());
        return true;
    }

    private boolean value(Message pair, SlotMap map) {
        // Protobuf keeps a number that an enum does not name beside the entry; there is nothing that it could be.
        if (!pair.getUnknownFields().isEmpty()) {
            parts.failure.mismatch(NO_POSITION, "an entry of a map", "one with a value that is none of its type");
            return false;
        }
        return value.read(pair.getField(valueField), map.valueArray(), entry);
    }

    @Override
    public Place parent() {
        return parent;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendIndex(path, '{', entry, '}', positions);
    }
}
