package io.millrace.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HourDirectoryTest {

    private static final long SEVEN = 1_772_434_800_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/out/2026/03/02/07/part-1",
                "/out/day=2026-03-02/hour=7/x",
                "/o/day=2026-03-02/hour=07/x.parquet"
            })
    void theHourIsReadFromEveryLayout(String file) throws Exception {
        HourDirectory directory = HourDirectory.of(Path.of(file));

        assertThat(directory.holds(SEVEN)).isTrue();
        assertThat(directory.holds(SEVEN - 1)).isFalse();
        assertThat(directory.holds(SEVEN + 3_599_999_999L)).isTrue();
        assertThat(directory.holds(SEVEN + 3_600_000_000L)).isFalse();
    }

    @Test
    void aFileElsewhereIsRefused() {
        assertThatThrownBy(() -> HourDirectory.of(Path.of("/out/day=20514/hour=0/part")))
                .hasMessage("a file in a directory of no hour: /out/day=20514/hour=0/part");
    }
}
