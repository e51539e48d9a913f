package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.record.Slots;

/** Reads values that are written as text. */
abstract class TextReader extends ValueReader {

    TextReader(Parts parts, boolean nullable, String expected) {
        super(parts, nullable, expected);
    }

    @Override
    final int read(byte[] b, int p, int end, Slots out, int slot) {
        if (Bytes.at(b, p, end) != '"') {
            return notText(b, p, end, out, slot);
        }
        int q = Strings.plainEnd(b, p + 1, end);
        if (Bytes.at(b, q, end) != '"') {
            return unusual(b, p, end, out, slot);
        }
        return text(b, p + 1, q - p - 1, out, slot, p) ? q + 1 : Failure.FAILED;
    }

    private int unusual(byte[] b, int p, int end, Slots out, int slot) {
        Strings strings = parts.strings;
        int behind = strings.read(b, p + 1, end);
        if (behind < 0) {
            return behind;
        }
        return text(strings.array(), strings.offset(), strings.length(), out, slot, p) ? behind : Failure.FAILED;
    }

    /**
     * Puts text into the slot; returns false when it does not fit, after {@link #refuse}.
     *
     * @param p where the value stands in the message, for the refusal
     */
    abstract boolean text(byte[] array, int offset, int length, Slots out, int slot, int p);

    /** Reads a value that is not text. */
    int notText(byte[] b, int p, int end, Slots out, int slot) {
        return other(b, p, end, out, slot);
    }
}
