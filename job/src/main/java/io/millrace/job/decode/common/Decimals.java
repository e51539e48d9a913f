package io.millrace.job.decode.common;

import io.millrace.job.record.Slots;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.flink.table.data.DecimalData;

/**
 * Puts exact numbers into slots of one decimal type.
 *
 * @param precision how many digits there may be
 * @param scale how many of them stand behind the point
 */
public record Decimals(int precision, int scale) {

    /** Why the number does not fit; null when it does, and then it is in the slot. */
    public String put(BigDecimal value, Slots out, int slot) {
        BigDecimal scaled;
        try {
            scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            return "a number with more than " + scale + " digits after the decimal point";
        }
        BigInteger unscaled = scaled.unscaledValue();
        if (scaled.precision() > precision) {
            return "a number with more than " + (precision - scale) + " digits before the decimal point";
        }
        if (DecimalData.isCompact(precision)) {
            out.setWord(slot, unscaled.longValue());
        } else {
            out.setWide(slot, unscaled);
        }
        return null;
    }
}
