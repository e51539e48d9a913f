package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;

/** True or false. */
final class BooleanReader extends ValueReader {

    BooleanReader(Parts parts, boolean nullable) {
        super(parts, nullable, "a boolean");
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        if (Bytes.startsWith(b, p, end, Skipper.TRUE)) {
            out.setWord(slot, 1);
            return p + Skipper.TRUE.length;
        }
        if (Bytes.startsWith(b, p, end, Skipper.FALSE)) {
            out.setWord(slot, 0);
            return p + Skipper.FALSE.length;
        }
        return other(b, p, end, out, slot);
    }
}
