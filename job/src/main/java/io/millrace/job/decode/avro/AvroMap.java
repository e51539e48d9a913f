package io.millrace.job.decode.avro;

import io.millrace.job.decode.common.MapKeys;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.Slots;

/** A map. */
final class AvroMap implements AvroReader, Place {

    private final AvroParts parts;
    private final Place parent;
    private final MapKeys keys = new MapKeys();

    private AvroReader value;
    private int entry;

    AvroMap(AvroParts parts, Place parent) {
        this.parts = parts;
        this.parent = parent;
    }

    void of(AvroReader newValue) {
        value = newValue;
    }

    @Override
    public boolean read(Slots out, int slot) {
        SlotMap map = out.openMap(slot);
        keys.clear();
        for (long count = parts.in.readBlock(); count > 0; count = parts.in.readBlock()) {
            if (!parts.takes(count)) {
                return false;
            }
            for (long i = 0; i < count; i++) {
                if (!key(map) || !value(map)) {
                    return false;
                }
            }
        }
        return !parts.in.failed();
    }

    private boolean key(SlotMap map) {
        AvroBytes in = parts.in;
        int from = in.position();
        in.readString();
        if (in.failed()) {
            return false;
        }
        entry = keys.find(map.keyArray(), in.array(), in.offset(), in.length());
        if (entry < 0) {
            entry = map.append();
            map.keyArray().setView(entry, in.array(), in.offset(), in.length());
            keys.added(map.keyArray());
        } else if (!parts.lastWins) {
            parts.failure.malformed(from, "each name once in a map", "a name for the second time");
            parts.failure.in(this);
            return false;
        }
        return true;
    }

    private boolean value(SlotMap map) {
        if (!value.read(map.valueArray(), entry)) {
            parts.failure.in(this);
            return false;
        }
        return true;
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
