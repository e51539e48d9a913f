package io.millrace.udf.wire;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Unsigned numbers, which Avro does not have. */
public final class Unsigned {

    private static final long LARGEST_32 = 0xFFFF_FFFFL;
    private static final BigInteger LARGEST_64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private Unsigned() {}

    /**
     * A number of 32 bits.
     *
     * @param field what an error calls it
     * @param value null for none
     * @return the same
     * @throws IllegalArgumentException when it is out of range
     */
    public static Long of32(String field, Long value) {
        if (value != null && (value < 0 || value > LARGEST_32)) {
            throw new IllegalArgumentException(field + ": expected a whole number from 0 to " + LARGEST_32);
        }
        return value;
    }

    /**
     * A number of 64 bits.
     *
     * @param field what an error calls it
     * @return the same
     * @throws IllegalArgumentException when it is out of range
     */
    public static BigDecimal of64(String field, BigDecimal value) {
        if (value.signum() < 0 || value.toBigIntegerExact().compareTo(LARGEST_64) > 0) {
            throw new IllegalArgumentException(field + ": expected a whole number from 0 to " + LARGEST_64);
        }
        return value;
    }
}
