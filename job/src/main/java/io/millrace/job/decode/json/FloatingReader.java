package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;
import java.nio.charset.StandardCharsets;

/** A float or a double: the one nearest to the number. What JSON cannot write as a number comes as text. */
final class FloatingReader extends TextReader {

    private static final byte[] NAN = ascii("NaN");
    private static final byte[] INFINITY = ascii("Infinity");
    private static final byte[] MINUS_INFINITY = ascii("-Infinity");

    private final boolean isFloat;

    private FloatingReader(Parts parts, boolean nullable, boolean isFloat) {
        super(parts, nullable, isFloat ? "a float" : "a double");
        this.isFloat = isFloat;
    }

    static FloatingReader ofFloat(Parts parts, boolean nullable) {
        return new FloatingReader(parts, nullable, true);
    }

    static FloatingReader ofDouble(Parts parts, boolean nullable) {
        return new FloatingReader(parts, nullable, false);
    }

    @Override
    int notText(byte[] b, int p, int end, Slots out, int slot) {
        if (!NumberToken.begins(Bytes.at(b, p, end))) {
            return other(b, p, end, out, slot);
        }
        int behind = parts.number.scan(b, p, end);
        if (behind < 0) {
            return behind;
        }
        return isFloat ? setFloat(b, p, out, slot, behind) : setDouble(b, p, out, slot, behind);
    }

    private int setDouble(byte[] b, int p, Slots out, int slot, int behind) {
        double value = Doubles.toDouble(b, parts.number);
        if (Double.isInfinite(value)) {
            return refuse(p, "a number beyond the range of a double");
        }
        out.setDouble(slot, value);
        return behind;
    }

    private int setFloat(byte[] b, int p, Slots out, int slot, int behind) {
        float value = Doubles.toFloat(b, parts.number);
        if (Float.isInfinite(value)) {
            return refuse(p, "a number beyond the range of a float");
        }
        out.setFloat(slot, value);
        return behind;
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        if (is(array, offset, length, NAN)) {
            set(out, slot, Double.NaN);
        } else if (is(array, offset, length, INFINITY)) {
            set(out, slot, Double.POSITIVE_INFINITY);
        } else if (is(array, offset, length, MINUS_INFINITY)) {
            set(out, slot, Double.NEGATIVE_INFINITY);
        } else {
            refuse(p, "a string that is none of NaN, Infinity and -Infinity");
            return false;
        }
        return true;
    }

    private void set(Slots out, int slot, double value) {
        if (isFloat) {
            out.setFloat(slot, (float) value);
        } else {
            out.setDouble(slot, value);
        }
    }

    private static boolean is(byte[] array, int offset, int length, byte[] word) {
        return length == word.length && Bytes.startsWith(array, offset, offset + length, word);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
