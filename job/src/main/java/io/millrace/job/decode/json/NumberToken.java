package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.decode.common.Failure;

/**
 * One JSON number: its grammar checked, its value kept exactly, without an object for it. The value is {@link #digits} ×
 * 10^{@link #exponent} with the sign of {@link #negative}, unless there are {@link #many} digits: then that is the
 * value's beginning, and {@link #significand} has up to 38 of them.
 */
final class NumberToken {

    /** Powers of ten that fit in 64 bits without a sign: 10^0 to 10^19. */
    static final long[] POWERS = new long[20];

    private static final long LARGEST_EXPONENT = 1_000_000_000_000_000L;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final Failure failure;

    private boolean negative;
    private long digits;
    private long exponent;
    private boolean many;

    private int start;
    private int end;

    private int first;
    private int digitsBehind;
    private boolean trimmed;
    private int count;
    private long lastExponent;

    NumberToken(Failure failure) {
        this.failure = failure;
    }

    /** True when a number, and nothing else, can begin with {@code c}. */
    static boolean begins(int c) {
        return c == '-' || Bytes.isDigit(c);
    }

    boolean negative() {
        return negative;
    }

    /** Up to 19 digits, as an unsigned number. */
    long digits() {
        return digits;
    }

    long exponent() {
        return exponent;
    }

    /** True when there are more than 19 significant digits. */
    boolean many() {
        return many;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Reads the number at {@code from}; returns the position after it. */
    int scan(byte[] b, int from, int limit) {
        start = from;
        negative = Bytes.at(b, from, limit) == '-';
        first = negative ? from + 1 : from;
        int p = integerPart(b, first, limit);
        if (p < 0) {
            return p;
        }
        int fraction = 0;
        if (Bytes.at(b, p, limit) == '.') {
            fraction = fractionPart(b, p + 1, limit);
            if (fraction < 0) {
                return failure.malformed(b, p + 1, limit, "a digit after the decimal point");
            }
            p += 1 + fraction;
        }
        int digitsEnd = p;
        exponent = -fraction;
        if ((Bytes.at(b, p, limit) | 0x20) == 'e') {
            p = exponentPart(b, p + 1, limit);
            if (p < 0) {
                return p;
            }
        }
        end = p;
        digitsBehind = digitsEnd;
        trimmed = false;
        many = digitsEnd - first > 19 && isLong(b);
        return p;
    }

    private int integerPart(byte[] b, int from, int limit) {
        int p = from;
        if (Bytes.at(b, p, limit) == '0') {
            digits = 0;
            return Bytes.isDigit(Bytes.at(b, p + 1, limit))
                    ? failure.malformed(p, "a number without leading zeros", "a leading zero")
                    : p + 1;
        }
        long w = 0;
        while (p < limit && Bytes.isDigit(b[p])) {
            w = w * 10 + b[p++] - '0';
        }
        digits = w;
        return p == from ? failure.malformed(b, p, limit, "a digit") : p;
    }

    /** Returns how many digits there are; -1 when there is none. */
    private int fractionPart(byte[] b, int from, int limit) {
        long w = digits;
        int p = from;
        while (p < limit && Bytes.isDigit(b[p])) {
            w = w * 10 + b[p++] - '0';
        }
        digits = w;
        return p == from ? -1 : p - from;
    }

    private int exponentPart(byte[] b, int from, int limit) {
        int sign = Bytes.at(b, from, limit);
        int p = sign == '-' || sign == '+' ? from + 1 : from;
        int firstDigit = p;
        long e = 0;
        while (p < limit && Bytes.isDigit(b[p])) {
            e = Math.min(e * 10 + b[p++] - '0', LARGEST_EXPONENT);
        }
        exponent += sign == '-' ? -e : e;
        return p == firstDigit ? failure.malformed(b, p, limit, "a digit of the exponent") : p;
    }

    /**
     * Looks again at a number with so many digits that {@link #digits} may have overflowed: without the zeros on either
     * side they may be few. Returns true when they are not; {@link #digits} are the first 19 in any case.
     */
    private boolean isLong(byte[] b) {
        trim(b);
        long w = 0;
        int taken = 0;
        for (int p = first; taken < Math.min(count, 19); p++) {
            if (b[p] != '.') {
                w = w * 10 + b[p] - '0';
                taken++;
            }
        }
        digits = w;
        exponent = lastExponent + count - taken;
        return count > 19;
    }

    /** Finds the first and the last digit that is not zero, for {@link #count} and what follows it here. */
    void trim(byte[] b) {
        if (trimmed) {
            return;
        }
        trimmed = true;
        long scale = exponent;
        int last = digitsBehind - 1;
        while (last >= first && (b[last] == '0' || b[last] == '.')) {
            scale += b[last] == '0' ? 1 : 0;
            last--;
        }
        while (first <= last && (b[first] == '0' || b[first] == '.')) {
            first++;
        }
        int n = 0;
        for (int p = first; p <= last; p++) {
            n += b[p] == '.' ? 0 : 1;
        }
        count = n;
        lastExponent = scale;
    }

    /** The exponent of the last digit that is not zero; after {@link #trim}. */
    long lastExponent() {
        return lastExponent;
    }

    /** How many digits there are from the first to the last that is not zero; after {@link #trim}. */
    int count() {
        return count;
    }

    /** All digits, at most 38, from the first to the last that is not zero; after {@link #trim}. */
    void significand(byte[] b, Wide to) {
        to.clear();
        int left = count;
        for (int p = first; left > 0; p++) {
            if (b[p] != '.') {
                to.appendDigit(b[p] - '0');
                left--;
            }
        }
    }
}
