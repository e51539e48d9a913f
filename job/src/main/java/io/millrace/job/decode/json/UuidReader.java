package io.millrace.job.decode.json;

import io.millrace.job.record.Slots;

/** The text of a UUID, in either case, kept as it was sent. */
final class UuidReader extends TextReader {

    private static final int LENGTH = 36;

    UuidReader(Parts parts, boolean nullable) {
        super(parts, nullable, "a UUID");
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        if (length != LENGTH || !isUuid(array, offset)) {
            refuse(p, "a string that is not a UUID");
            return false;
        }
        out.setView(slot, array, offset, length);
        return true;
    }

    private static boolean isUuid(byte[] b, int offset) {
        for (int i = 0; i < LENGTH; i++) {
            byte c = b[offset + i];
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
