package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;

/**
 * Reads JSON numbers that must be whole and fit in 64 bits, exactly. What counts is the value, not how it is spelled: 1.0
 * and 1e3 are whole.
 */
final class WholeNumber {

    private final NumberToken token;

    private long value;
    private String problem;

    WholeNumber(NumberToken token) {
        this.token = token;
    }

    long value() {
        return value;
    }

    /** Why the number that was read last is not a whole one of 64 bits; null when it is. */
    String problem() {
        return problem;
    }

    /** Reads the number at {@code from}; returns the position behind it, also when there is a {@link #problem}. */
    int read(byte[] b, int from, int end) {
        int first = Bytes.at(b, from, end) == '-' ? from + 1 : from;
        int p = first;
        long w = 0;
        while (p < end && Bytes.isDigit(b[p])) {
            w = w * 10 + b[p++] - '0';
        }
        int length = p - first;
        if (length == 0 || length > 18 || (length > 1 && b[first] == '0') || continues(Bytes.at(b, p, end))) {
            return readAny(b, from, end);
        }
        value = first == from ? w : -w;
        problem = null;
        return p;
    }

    private static boolean continues(int c) {
        return c == '.' || c == 'e' || c == 'E';
    }

    private int readAny(byte[] b, int from, int end) {
        int behind = token.scan(b, from, end);
        if (behind >= 0) {
            problem = evaluate();
        }
        return behind;
    }

    private String evaluate() {
        if (token.many()) {
            return token.lastExponent() < 0 ? "a number with a fraction" : "a number beyond the range of a long";
        }
        long magnitude = token.digits();
        long exponent = token.exponent();
        if (magnitude == 0) {
            value = 0;
            return null;
        }
        if (exponent < 0) {
            long divisor = exponent < -19 ? 0 : NumberToken.POWERS[(int) -exponent];
            if (divisor == 0 || Long.remainderUnsigned(magnitude, divisor) != 0) {
                return "a number with a fraction";
            }
            magnitude = Long.divideUnsigned(magnitude, divisor);
        } else if (exponent > 0) {
            if (exponent > 19 || Wide.multiplyHigh(magnitude, NumberToken.POWERS[(int) exponent]) != 0) {
                return "a number beyond the range of a long";
            }
            magnitude *= NumberToken.POWERS[(int) exponent];
        }
        return signed(magnitude);
    }

    private String signed(long magnitude) {
        if (magnitude < 0 && !(token.negative() && magnitude == Long.MIN_VALUE)) {
            return "a number beyond the range of a long";
        }
        value = token.negative() ? -magnitude : magnitude;
        return null;
    }
}
