package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void countsHaveSeparatorsAndAPlural() {
        assertThat(Units.count(1234567)).isEqualTo("1,234,567");
        assertThat(Units.count(1, "file")).isEqualTo("1 file");
        assertThat(Units.count(0, "file")).isEqualTo("0 files");
    }

    @Test
    void bytesHaveThreeDigits() {
        assertThat(Units.bytes(0)).isEqualTo("0 B");
        assertThat(Units.bytes(999)).isEqualTo("999 B");
        assertThat(Units.bytes(999.9)).isEqualTo("1.00 kB");
        assertThat(Units.bytes(1234)).isEqualTo("1.23 kB");
        assertThat(Units.bytes(9_996)).isEqualTo("10.0 kB");
        assertThat(Units.bytes(99_960)).isEqualTo("100 kB");
        assertThat(Units.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Units.bytes(999_600_000)).isEqualTo("1.00 GB");
        assertThat(Units.bytes(5e15)).isEqualTo("5.00 PB");
    }

    @Test
    void durationsHaveTwoUnitsAtMost() {
        assertThat(Units.duration(Duration.ofMillis(900))).isEqualTo("0 s");
        assertThat(Units.duration(Duration.ofSeconds(47))).isEqualTo("47 s");
        assertThat(Units.duration(Duration.ofSeconds(725))).isEqualTo("12 min 5 s");
        assertThat(Units.duration(Duration.ofMinutes(60))).isEqualTo("1 h");
        assertThat(Units.duration(Duration.ofMinutes(192))).isEqualTo("3 h 12 min");
        assertThat(Units.duration(Duration.ofHours(51))).isEqualTo("2 d 3 h");
        assertThat(Units.duration(Duration.ofSeconds(-3))).as("clocks differ").isEqualTo("0 s");
    }

    @Test
    void clocksGrowAnHourWhenTheyNeedIt() {
        assertThat(Units.clock(Duration.ofSeconds(65))).isEqualTo("01:05");
        assertThat(Units.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    }
}
