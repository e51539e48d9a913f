package io.millrace.job.decode.json;

/** An unsigned number of up to 128 bits that grows by decimal digits: 38 of them fit. */
final class Wide {

    private long high;
    private long low;

    void clear() {
        high = 0;
        low = 0;
    }

    void set(long unsigned) {
        high = 0;
        low = unsigned;
    }

    void appendDigit(int digit) {
        long carry = multiplyHigh(low, 10);
        long product = low * 10;
        low = product + digit;
        high = high * 10 + carry + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    void negate() {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** The high 64 bits of the product of two unsigned numbers. */
    static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
