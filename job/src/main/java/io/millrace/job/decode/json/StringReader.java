package io.millrace.job.decode.json;

import io.millrace.job.record.Slots;

/** Any text. */
final class StringReader extends TextReader {

    StringReader(Parts parts, boolean nullable) {
        super(parts, nullable, "a string");
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        out.setView(slot, array, offset, length);
        return true;
    }
}
