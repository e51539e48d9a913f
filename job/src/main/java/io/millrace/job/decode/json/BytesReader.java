package io.millrace.job.decode.json;

import io.millrace.job.decode.Base64Text;
import io.millrace.job.decode.common.Scratch;
import io.millrace.job.record.Slots;

/** Bytes, as base64 text. */
final class BytesReader extends TextReader {

    private final int size;

    /** @param size how many bytes there must be; negative for any number */
    BytesReader(Parts parts, boolean nullable, int size) {
        super(parts, nullable, size < 0 ? "base64 text" : "base64 text of " + size + (size == 1 ? " byte" : " bytes"));
        this.size = size;
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        Scratch scratch = parts.scratch;
        scratch.ensure(Base64Text.largestSize(length));
        int at = scratch.size();
        int decoded = Base64Text.decode(array, offset, length, scratch.array(), at);
        if (decoded < 0) {
            refuse(p, "a string that is not base64");
            return false;
        }
        if (size >= 0 && decoded != size) {
            refuse(p, "base64 text of " + decoded + (decoded == 1 ? " byte" : " bytes"));
            return false;
        }
        scratch.advance(decoded);
        out.setView(slot, scratch.array(), at, decoded);
        return true;
    }
}
