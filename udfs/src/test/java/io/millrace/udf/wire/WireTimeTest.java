package io.millrace.udf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireTimeTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            textBlock =
                    """
                    "2026-03-02T06:15:00Z",                2026-03-02T06:15:00Z
                    "2026-03-02T06:15:00.123456789Z",      2026-03-02T06:15:00.123456789Z
                    "2026-03-02T07:15:00.5+01:00",         2026-03-02T06:15:00.500Z
                    "2026-03-02 06:15:00",                 2026-03-02T06:15:00Z
                    "2026-03-02 06:15:00.25",              2026-03-02T06:15:00.250Z
                    "2026-03-02 07:15:00+01:00",           2026-03-02T06:15:00Z
                    1772432100,                            2026-03-02T06:15:00Z
                    1772432100.000000001,                  2026-03-02T06:15:00.000000001Z
                    1.7724321e9,                           2026-03-02T06:15:00Z
                    -0.5,                                  1969-12-31T23:59:59.500Z
                    0,                                     1970-01-01T00:00:00Z
                    """)
    void aTimeHasOneOfThreeForms(String json, Instant time) {
        assertThat(WireTime.parse("at", json)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            textBlock =
                    """
                    "2026-03-02T06:15:00",   a text that is none
                    "2026-02-30 06:15:00",   a text that is none
                    "2026-03-02 ",           a text that is none
                    "2026-03-02",            a text that is none
                    "1772432100",            a text that is none
                    "",                      a text that is none
                    1e1000000000,            a number that is none
                    1e18,                    a number that is none
                    true,                    a boolean
                    {"t":1},                 an object
                    [],                      an array
                    """)
    void anythingElseIsRefusedAndNotShown(String json, String found) {
        assertThatThrownBy(() -> WireTime.parse("closed_at", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "closed_at: expected a time as RFC 3339, as '2006-01-02 15:04:05', or as a number of seconds,"
                                + " but found " + found);
    }

    @Test
    void noneStaysNone() {
        assertThat(WireTime.parse("at", (String) null)).isNull();
    }
}
