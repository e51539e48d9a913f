package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;

/** Any JSON value, kept as the text it was sent as: nothing in it is rounded, ordered or spelled anew. */
final class AnyValueReader extends ValueReader {

    private final ContainerReader parent;

    AnyValueReader(Parts parts, boolean nullable, ContainerReader parent) {
        super(parts, nullable, "a value");
        this.parent = parent;
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        if (Bytes.at(b, p, end) == 'n') {
            return other(b, p, end, out, slot);
        }
        int behind = parts.skipper.skip(b, p, end, parent.depth);
        if (behind >= 0) {
            out.setView(slot, b, p, behind - p);
        }
        return behind;
    }
}
