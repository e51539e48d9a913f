package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Place;
import io.millrace.job.record.SlotArray;
import io.millrace.job.record.Slots;

/** An array. */
final class ArrayReader extends ContainerReader {

    private ValueReader element;
    private int index;

    ArrayReader(Parts parts, boolean nullable, ContainerReader parent) {
        super(parts, nullable, "an array", parent);
    }

    void of(ValueReader newElement) {
        element = newElement;
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        return Bytes.at(b, p, end) == '['
                ? elements(b, Bytes.skipSpace(b, p + 1, end), end, out.openArray(slot))
                : other(b, p, end, out, slot);
    }

    private int elements(byte[] b, int from, int end, SlotArray out) {
        int p = from;
        if (Bytes.at(b, p, end) == ']') {
            return p + 1;
        }
        while (true) {
            index = out.append();
            p = element.read(b, p, end, out, index);
            if (p < 0) {
                return failed();
            }
            p = Bytes.skipSpace(b, p, end);
            int c = Bytes.at(b, p, end);
            if (c != ',') {
                return c == ']' ? p + 1 : parts.failure.malformed(b, p, end, "',' or ']'");
            }
            p = Bytes.skipSpace(b, p + 1, end);
        }
    }

    @Override
    public void appendCurrent(StringBuilder path, boolean positions) {
        Place.appendIndex(path, '[', index, ']', positions);
    }
}
