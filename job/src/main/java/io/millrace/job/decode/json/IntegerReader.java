package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;

/** A whole number of 32 or 64 bits. */
final class IntegerReader extends ValueReader {

    private final WholeNumber number;
    private final boolean isInt;

    private IntegerReader(Parts parts, boolean nullable, boolean isInt) {
        super(parts, nullable, isInt ? "an int" : "a long");
        this.number = new WholeNumber(parts.number);
        this.isInt = isInt;
    }

    static IntegerReader ofInt(Parts parts, boolean nullable) {
        return new IntegerReader(parts, nullable, true);
    }

    static IntegerReader ofLong(Parts parts, boolean nullable) {
        return new IntegerReader(parts, nullable, false);
    }

    @Override
    int read(byte[] b, int p, int end, Slots out, int slot) {
        if (!NumberToken.begins(Bytes.at(b, p, end))) {
            return other(b, p, end, out, slot);
        }
        int behind = number.read(b, p, end);
        if (behind < 0) {
            return behind;
        }
        long value = number.value();
        if (number.problem() != null) {
            return refuse(p, number.problem());
        }
        if (isInt && value != (int) value) {
            return refuse(p, "a number beyond the range of an int");
        }
        out.setWord(slot, value);
        return behind;
    }
}
