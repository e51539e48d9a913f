package io.millrace.udf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireJsonTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            textBlock =
                    """
                    "340282366920938463463374607431768211455", 340282366920938463463374607431768211455
                    340282366920938463463374607431768211455,   340282366920938463463374607431768211455
                    -9007199254740993,                         -9007199254740993
                    "\\u0031",                                 1
                    "007",                                     007
                    """)
    void aWholeNumberKeepsItsDigits(String json, String digits) {
        assertThat(WireJson.wholeNumber("balance", json)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            textBlock =
                    """
                    12.5,   a number that is none
                    1e3,    a number that is none
                    "1 000",a text that is none
                    "",     a text that is none
                    false,  a boolean
                    {},     an object
                    """)
    void anythingElseIsRefusedAndNotShown(String json, String found) {
        assertThatThrownBy(() -> WireJson.wholeNumber("balance", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("balance: expected a whole number, or a text that is one, but found " + found);
    }

    @Test
    void noneStaysNone() {
        assertThat(WireJson.wholeNumber("balance", null)).isNull();
    }
}
