package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotArray;
import io.millrace.job.record.Slots;

/** An array. */
final class AvroArray implements AvroReader, Place {

    private final AvroParts parts;
    private final Place parent;

    private AvroReader element;
    private int index;

    AvroArray(AvroParts parts, Place parent) {
        this.parts = parts;
        this.parent = parent;
    }

    void of(AvroReader newElement) {
        element = newElement;
    }

    @Override
    public boolean read(Slots out, int slot) {
        SlotArray array = out.openArray(slot);
        for (long count = parts.in.readBlock(); count > 0; count = parts.in.readBlock()) {
            if (!parts.takes(count)) {
                return false;
            }
            for (long i = 0; i < count; i++) {
                index = array.append();
                if (!element.read(array, index)) {
                    parts.failure.in(this);
                    return false;
                }
            }
        }
        return !parts.in.failed();
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
