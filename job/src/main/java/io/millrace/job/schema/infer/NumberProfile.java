package io.millrace.job.schema.infer;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * All numbers that were seen at one place, as far as the choice of their type depends on them. A number that is spelled
 * with a point or an exponent shows that fractions are meant, also when it is 5.0.
 */
final class NumberProfile {

    static final int MOST_DIGITS = 38;

    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MOST_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final int UNSIGNED_DIGITS = 20;

    private long count;
    private long whole;
    private BigInteger least;
    private BigInteger most;
    private long digitsBeforePoint;
    private long digitsAfterPoint;
    private boolean exactAsDouble = true;

    /** Adds a number without point and exponent. */
    void add(BigInteger number) {
        whole++;
        least = least == null ? number : least.min(number);
        most = most == null ? number : most.max(number);
        measure(new BigDecimal(number));
    }

    /** Adds a number with a point or an exponent. */
    void add(BigDecimal number) {
        measure(number);
    }

    private void measure(BigDecimal number) {
        count++;
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        digitsBeforePoint = Math.max(digitsBeforePoint, (long) shortest.precision() - shortest.scale());
        digitsAfterPoint = Math.max(digitsAfterPoint, shortest.scale());
        double nearest = number.doubleValue();
        exactAsDouble &= Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    void add(NumberProfile other) {
        count += other.count;
        whole += other.whole;
        if (other.least != null) {
            least = least == null ? other.least : least.min(other.least);
            most = most == null ? other.most : most.max(other.most);
        }
        digitsBeforePoint = Math.max(digitsBeforePoint, other.digitsBeforePoint);
        digitsAfterPoint = Math.max(digitsAfterPoint, other.digitsAfterPoint);
        exactAsDouble &= other.exactAsDouble;
    }

    long count() {
        return count;
    }

    /** The type that holds every one of them exactly; null when there is none. */
    Schema type() {
        if (whole == count && least.compareTo(LEAST_LONG) >= 0 && most.compareTo(MOST_LONG) <= 0) {
            return Schema.create(Schema.Type.LONG);
        }
        if (whole < count && exactAsDouble) {
            return Schema.create(Schema.Type.DOUBLE);
        }
        if (digitsBeforePoint + digitsAfterPoint > MOST_DIGITS) {
            return null;
        }
        boolean unsigned = whole == count && least.signum() >= 0 && most.compareTo(MOST_UNSIGNED) <= 0;
        return LogicalTypes.decimal(unsigned ? UNSIGNED_DIGITS : MOST_DIGITS, (int) digitsAfterPoint)
                .addToSchema(Schema.create(Schema.Type.BYTES));
    }

    /** True when they may be milliseconds or microseconds since the epoch: of the years 2001 to 2100, all of them. */
    boolean looksLikeTime() {
        return whole == count
                && (isBetween(978_307_200_000L, 4_102_444_800_000L)
                        || isBetween(978_307_200_000_000L, 4_102_444_800_000_000L));
    }

    private boolean isBetween(long from, long to) {
        return least.compareTo(BigInteger.valueOf(from)) >= 0 && most.compareTo(BigInteger.valueOf(to)) < 0;
    }
}
