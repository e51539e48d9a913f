package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.record.Slots;

/** A decimal, exactly: a number, or a number as text. Zeros at the end of the fraction do not count. */
final class DecimalReader extends TextReader {

    static final int DIGITS_OF_A_LONG = 18;

    private final int precision;
    private final int scale;
    private final Wide wide = new Wide();

    DecimalReader(Parts parts, boolean nullable, int precision, int scale) {
        super(parts, nullable, "a decimal(" + precision + ", " + scale + ")");
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    int notText(byte[] b, int p, int end, Slots out, int slot) {
        if (!NumberToken.begins(Bytes.at(b, p, end))) {
            return other(b, p, end, out, slot);
        }
        int behind = parts.number.scan(b, p, end);
        return behind < 0 || set(b, out, slot, p) ? behind : Failure.FAILED;
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        int end = offset + length;
        if (!NumberToken.begins(Bytes.at(array, offset, end)) || parts.number.scan(array, offset, end) != end) {
            refuse(p, "a string that is not a decimal number");
            return false;
        }
        return set(array, out, slot, p);
    }

    private boolean set(byte[] b, Slots out, int slot, int p) {
        NumberToken number = parts.number;
        if (number.digits() == 0) {
            return put(out, slot, 0, false);
        }
        if (precision <= DIGITS_OF_A_LONG && !number.many()) {
            return setNarrow(number, out, slot, p);
        }
        return setWide(b, number, out, slot, p);
    }

    private boolean setNarrow(NumberToken number, Slots out, int slot, int p) {
        long unscaled = number.digits();
        long shift = number.exponent() + scale;
        if (shift < 0) {
            long divisor = shift < -19 ? 0 : NumberToken.POWERS[(int) -shift];
            if (divisor == 0 || Long.remainderUnsigned(unscaled, divisor) != 0) {
                return tooFine(p);
            }
            unscaled = Long.divideUnsigned(unscaled, divisor);
        } else if (shift > 0) {
            if (shift >= precision
                    || Long.compareUnsigned(unscaled, NumberToken.POWERS[precision - (int) shift]) >= 0) {
                return tooLarge(p);
            }
            unscaled *= NumberToken.POWERS[(int) shift];
        }
        return Long.compareUnsigned(unscaled, NumberToken.POWERS[precision]) < 0
                ? put(out, slot, unscaled, number.negative())
                : tooLarge(p);
    }

    private boolean put(Slots out, int slot, long unscaled, boolean negative) {
        long value = negative ? -unscaled : unscaled;
        if (precision <= DIGITS_OF_A_LONG) {
            out.setWord(slot, value);
        } else {
            out.setWide(slot, value >> 63, value);
        }
        return true;
    }

    private boolean setWide(byte[] b, NumberToken number, Slots out, int slot, int p) {
        number.trim(b);
        long zeros = number.lastExponent() + scale;
        if (zeros < 0) {
            return tooFine(p);
        }
        if (number.count() + zeros > precision) {
            return tooLarge(p);
        }
        number.significand(b, wide);
        for (long i = 0; i < zeros; i++) {
            wide.appendDigit(0);
        }
        if (number.negative()) {
            wide.negate();
        }
        out.setWide(slot, wide.high(), wide.low());
        return true;
    }

    private boolean tooFine(int p) {
        refuse(p, "a number with more than " + scale + " digits after the decimal point");
        return false;
    }

    private boolean tooLarge(int p) {
        refuse(p, "a number with more than " + (precision - scale) + " digits before the decimal point");
        return false;
    }
}
