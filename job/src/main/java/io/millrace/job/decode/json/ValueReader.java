package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.record.Slots;

/**
 * Reads one JSON value into one slot: the unit of which a decoder is built, one for each place in the schema.
 *
 * <p>Readers take and give positions in the bytes: they are called with that of the value's first character, and return
 * that behind its last, or {@link Failure#FAILED} after they have noted why.
 */
abstract class ValueReader {

    final Parts parts;
    private final boolean nullable;
    private final String expected;

    /** @param expected what a value of this type is, for a person: {@code a string} */
    ValueReader(Parts parts, boolean nullable, String expected) {
        this.parts = parts;
        this.nullable = nullable;
        this.expected = expected;
    }

    abstract int read(byte[] b, int p, int end, Slots out, int slot);

    /** Reads what does not begin as a value of this type does: null where the field may be null. */
    final int other(byte[] b, int p, int end, Slots out, int slot) {
        if (Bytes.startsWith(b, p, end, Skipper.NULL)) {
            if (nullable) {
                out.setNull(slot);
                return p + Skipper.NULL.length;
            }
            return parts.failure.missing(p, expected, "null");
        }
        return wrongType(b, p, end);
    }

    /** What a value of this type is, for a person. */
    final String expected() {
        return expected;
    }

    /** Refuses a value for its type; or for not being JSON, if that is so. */
    final int wrongType(byte[] b, int p, int end) {
        int behind = parts.skipper.skip(b, p, end, 0);
        return behind < 0 ? behind : parts.failure.mismatch(p, expected, Skipper.kind(b[p]));
    }

    /** Refuses a value that has the right JSON type, for {@code why}. */
    final int refuse(int p, String why) {
        return parts.failure.mismatch(p, expected, why);
    }
}
