package io.millrace.job.decode.protobuf;

import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotArray;
import io.millrace.job.record.Slots;
import java.util.List;

/** A repeated field as an array. */
final class ProtobufList implements ProtobufReader, Place {

    private final ProtobufParts parts;
    private final Place parent;

    private ProtobufReader element;
    private int index;

    ProtobufList(ProtobufParts parts, Place parent) {
        this.parts = parts;
        this.parent = parent;
    }

    void of(ProtobufReader newElement) {
        element = newElement;
    }

    @Override
    public boolean read(Object value, Slots out, int slot) {
        SlotArray array = out.openArray(slot);
        for (Object one : (List<?>) value) {
            index = array.append();
            if (!element.read(one, array, index)) {
                parts.failure.in(this);
                return false;
            }
        }
        return true;
    }

    @Override
    public Place parent() {
        return parent;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendIndex(path, '[', index, ']', positions);
    }
}
