package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500 ms, PT0.5S",
        "10 s, PT10S",
        "10s, PT10S",
        "5 min, PT5M",
        "1 h, PT1H",
        "7 d, PT168H",
        "0 s, PT0S",
        "PT5M, PT5M",
        "PT1H30M, PT90M",
        "P1D, PT24H",
        "PT0.25S, PT0.25S",
    })
    void durationsAreReadAsPeopleAndIsoWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "5 m",
                "5 minutes",
                "5 S",
                "1.5 s",
                "-5 s",
                "PT-5S",
                "P1M",
                "5 s ",
                "PT",
                "1 h 5 min",
                "1234567890123 d"
            })
    void everythingElseIsNone(String text) {
        assertThat(Durations.parse(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT48H, 2 d",
        "PT25H, 25 h",
        "PT90M, 90 min",
        "PT61S, 61 s",
        "PT0.001S, 1 ms",
        "PT0.0001S, PT0.0001S"
    })
    void durationsAreWrittenInTheLargestUnitThatIsExact(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 1L << 50) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }
}
