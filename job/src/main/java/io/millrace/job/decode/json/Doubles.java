package io.millrace.job.decode.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The double, or float, nearest to a decimal number, to the last bit what {@link Double#parseDouble} gives. Three ways,
 * each exact where it is taken: one multiplication or division of exact doubles (Clinger); the product with a power of
 * five to 128 bits (Eisel and Lemire, "Number parsing at a gigabyte per second", 2021); and for the few numbers for which
 * neither decides, the JDK.
 */
final class Doubles {

    private static final int SMALLEST_POWER = -342;
    private static final int LARGEST_POWER = 308;
    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;
    private static final int INFINITE_POWER = 0x7FF;

    /** What {@link #nearest} gives when 128 bits do not decide: no double has these bits without a sign. */
    private static final long UNDECIDED = -1;

    private static final double[] EXACT_POWERS = new double[23];

    /** 5^q for each q, to 128 bits with the highest bit set: the high half of q at 2(q + 342), then the low half. */
    private static final long[] FIVES = new long[2 * (LARGEST_POWER - SMALLEST_POWER + 1)];

    static {
        double power = 1;
        for (int i = 0; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = power;
            power *= 10;
        }
        for (int q = SMALLEST_POWER; q <= LARGEST_POWER; q++) {
            BigInteger bits = q < 0
                    ? reciprocal(BigInteger.valueOf(5).pow(-q))
                    : leading(BigInteger.valueOf(5).pow(q));
            FIVES[2 * (q - SMALLEST_POWER)] = bits.shiftRight(64).longValue();
            FIVES[2 * (q - SMALLEST_POWER) + 1] = bits.longValue();
        }
    }

    private Doubles() {}

    private static BigInteger leading(BigInteger power) {
        int excess = power.bitLength() - 128;
        return excess < 0 ? power.shiftLeft(-excess) : power.shiftRight(excess);
    }

    /** Rounded up at the last bit for small powers, down for the others: what the proof of the method asks for. */
    private static BigInteger reciprocal(BigInteger power) {
        int length = power.bitLength();
        boolean small = power.compareTo(BigInteger.valueOf(5).pow(27)) <= 0;
        BigInteger numerator = BigInteger.ONE.shiftLeft(small ? length + 127 : 2 * length + 128);
        return leading(numerator.divide(power).add(BigInteger.ONE));
    }

    /** The double nearest to the number; infinite when it is beyond all doubles. */
    static double toDouble(byte[] b, NumberToken number) {
        long digits = number.digits();
        long exponent = number.exponent();
        if (digits >>> 53 == 0 && exponent >= -22 && exponent <= 22 && !number.many()) {
            double value =
                    exponent < 0 ? digits / EXACT_POWERS[(int) -exponent] : digits * EXACT_POWERS[(int) exponent];
            return number.negative() ? -value : value;
        }
        long bits = nearest(digits, exponent);
        // The digits that are left out lie between these two; when they agree, it does not matter what they are.
        if (bits == UNDECIDED || (number.many() && bits != nearest(digits + 1, exponent))) {
            return Double.parseDouble(text(b, number));
        }
        double value = Double.longBitsToDouble(bits);
        return number.negative() ? -value : value;
    }

    /** The float nearest to the number; infinite when it is beyond all floats. */
    static float toFloat(byte[] b, NumberToken number) {
        double wide = toDouble(b, number);
        float near = (float) wide;
        if (near == wide) {
            return near;
        }
        // Rounding twice goes wrong only where the double lies exactly between two floats and the number does not.
        double other = wide > near ? Math.nextUp(near) : Math.nextDown(near);
        boolean between = Float.isInfinite(near) || Double.isInfinite(other) || wide - near == other - wide;
        return between ? Float.parseFloat(text(b, number)) : near;
    }

    private static String text(byte[] b, NumberToken number) {
        return new String(b, number.start(), number.end() - number.start(), StandardCharsets.ISO_8859_1);
    }

    /** The bits of the double nearest to {@code digits} × 10^{@code power}, or {@link #UNDECIDED}. */
    private static long nearest(long digits, long power) {
        if (digits == 0 || power < SMALLEST_POWER) {
            return 0;
        }
        if (power > LARGEST_POWER) {
            return Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
        }
        int q = (int) power;
        int shift = Long.numberOfLeadingZeros(digits);
        long w = digits << shift;
        int index = 2 * (q - SMALLEST_POWER);
        long high = Wide.multiplyHigh(w, FIVES[index]);
        long low = w * FIVES[index];
        if ((high & 0x1FF) == 0x1FF) {
            long more = Wide.multiplyHigh(w, FIVES[index + 1]);
            low += more;
            high += Long.compareUnsigned(more, low) > 0 ? 1 : 0;
            if (low == -1L && (q < -27 || q > 55)) {
                return UNDECIDED;
            }
        }
        return round(high, low, q, shift);
    }

    private static long round(long high, long low, int q, int shift) {
        int upper = (int) (high >>> 63);
        int drop = upper + 64 - MANTISSA_BITS - 3;
        long mantissa = high >>> drop;
        int power2 = (((152170 + 65536) * q) >> 16) + 63 + upper - shift + EXPONENT_BIAS;
        if (power2 <= 0) {
            return subnormal(mantissa, power2);
        }
        if (low >= 0 && low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && (mantissa << drop) == high) {
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        if (mantissa >= 2L << MANTISSA_BITS) {
            mantissa = 1L << MANTISSA_BITS;
            power2++;
        }
        return power2 >= INFINITE_POWER
                ? Double.doubleToRawLongBits(Double.POSITIVE_INFINITY)
                : (mantissa & ~(1L << MANTISSA_BITS)) | ((long) power2 << MANTISSA_BITS);
    }

    private static long subnormal(long mantissa, int power2) {
        if (-power2 + 1 >= 64) {
            return 0;
        }
        long m = mantissa >>> (-power2 + 1);
        // A carry into bit 52 is the smallest normal double, which is just what the bits then say.
        return (m + (m & 1)) >>> 1;
    }
}
