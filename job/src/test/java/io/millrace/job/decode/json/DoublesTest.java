package io.millrace.job.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.decode.common.Failure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK decides what the nearest double and float are. */
final class DoublesTest {

    private static final int MANY = 100_000;

    private final NumberToken token = new NumberToken(new Failure());

    @Test
    void theShortestFormOfAnyDoubleIsThatDouble() {
        Random random = new Random(1);
        for (int i = 0; i < MANY; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                agrees(Double.toString(value));
            }
        }
    }

    @Test
    void randomDigitsWithRandomExponentsAreTheNearestDouble() {
        Random random = new Random(2);
        for (int i = 0; i < MANY; i++) {
            agrees(digits(random, 1 + random.nextInt(25)) + "e" + (random.nextInt(700) - 350));
        }
    }

    @Test
    void plainDecimalsAreTheNearestDouble() {
        Random random = new Random(3);
        for (int i = 0; i < MANY; i++) {
            agrees(digits(random, 1 + random.nextInt(20)) + "." + fraction(random, 1 + random.nextInt(20)));
        }
    }

    @Test
    void numbersExactlyBetweenTwoDoublesGoToTheEvenOneAndTheirNeighboursDoNot() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isFinite(value) && Double.isFinite(Math.nextUp(value))) {
                BigDecimal middle = new BigDecimal(value)
                        .add(new BigDecimal(Math.nextUp(value)))
                        .divide(BigDecimal.valueOf(2));
                agrees(middle.toString());
                agrees(middle + (middle.scale() > 0 ? "1" : ".1"));
                agrees(middle.subtract(new BigDecimal("1e-1100")).toString());
                agrees(middle.round(new java.math.MathContext(17 + random.nextInt(8)))
                        .toString());
            }
        }
    }

    @Test
    void numbersExactlyBetweenTwoFloatsGoToTheEvenOneAndTheirNeighboursDoNot() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE);
            if (Float.isFinite(value) && Float.isFinite(Math.nextUp(value))) {
                BigDecimal middle = new BigDecimal(value)
                        .add(new BigDecimal(Math.nextUp(value)))
                        .divide(BigDecimal.valueOf(2));
                agrees(middle.toString());
                agrees(middle + (middle.scale() > 0 ? "000000000000000000001" : ".000000000000000000001"));
                agrees(middle.subtract(new BigDecimal("1e-200")).toString());
            }
        }
    }

    @Test
    void wholeNumbersAroundPowersOfTwoAreTheNearestDouble() {
        for (int exponent = 0; exponent < 64; exponent++) {
            for (int delta = -3; delta <= 3; delta++) {
                agrees(BigDecimal.valueOf(2)
                        .pow(exponent)
                        .add(BigDecimal.valueOf(delta))
                        .abs()
                        .toPlainString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0e999999999999",
                "0e-5",
                "1e-400",
                "-1e-400",
                "1e400",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "4.9e-324",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
                "2.2250738585072011e-308",
                "2.2250738585072012e-308",
                "2.2250738585072014e-308",
                "1.7976931348623157e308",
                "1.7976931348623158e308",
                "1.7976931348623159e308",
                "9007199254740991",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993.00000000000000000000000000000000000001",
                "9223372036854775807",
                "18446744073709551615",
                "1e22",
                "1e23",
                "123456789e-23",
                "0.000000000000000000000000000000000000000000000000000000000000001",
                "100000000000000000000000000000000000000000000000000000000000000.5",
                "6.631236846766476e-316",
                "3.2378839133029012895883524125015321748630094346e-319",
                "1.4012984643248170e-45",
                "7.006492321624085e-46",
                "7.006492321624086e-46",
                "3.4028235677973366e38",
                "3.4028235677973365e38",
                "3.4028234663852886e38"
            })
    void numbersOnTheEdgeAreTheNearest(String text) {
        agrees(text);
    }

    private void agrees(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(token.scan(bytes, 0, bytes.length)).as(text).isEqualTo(bytes.length);
        assertThat(Double.doubleToRawLongBits(Doubles.toDouble(bytes, token)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        assertThat(Float.floatToRawIntBits(Doubles.toFloat(bytes, token)))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    private static String digits(Random random, int length) {
        return (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(9)) + fraction(random, length - 1);
    }

    private static String fraction(Random random, int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
