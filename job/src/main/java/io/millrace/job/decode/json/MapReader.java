package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.MapKeys;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotMap;
import io.millrace.job.record.Slots;

/** A map: an object with any names. */
final class MapReader extends ContainerReader {

    private final MapKeys keys = new MapKeys();
    private ValueReader value;
    private int entry;

    MapReader(Parts parts, boolean nullable, ContainerReader parent) {
        super(parts, nullable, "an object", parent);
    }

    void of(ValueReader newValue) {
        value = newValue;
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        return Bytes.at(b, p, end) == '{'
                ? entries(b, Bytes.skipSpace(b, p + 1, end), end, out.openMap(slot))
                : other(b, p, end, out, slot);
    }

    private int entries(byte[] b, int from, int end, SlotMap out) {
        int p = from;
        if (Bytes.at(b, p, end) == '}') {
            return p + 1;
        }
        keys.clear();
        while (true) {
            p = entry(b, p, end, out);
            if (p < 0) {
                return p;
            }
            p = Bytes.skipSpace(b, p, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == '}' ? p + 1 : parts.failure.malformed(b, p, end, "',' or '}'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    private int entry(byte[] b, int from, int end, SlotMap out) {
        Name name = parts.name;
        int p = name.read(b, from, end);
        if (p < 0) {
            return p;
        }
        entry = keys.find(out.keyArray(), name.array(), name.offset(), name.length());
        if (entry < 0) {
            entry = out.append();
            out.keyArray().setView(entry, name.array(), name.offset(), name.length());
            keys.added(out.keyArray());
        } else if (!parts.lastWins) {
            parts.failure.malformed(from, "each name once in an object", "a name for the second time");
            return failed();
        }
        p = value.read(b, p, end, out.valueArray(), entry);
        return p < 0 ? failed() : p;
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendIndex(path, '{', entry, '}', positions);
    }
}
