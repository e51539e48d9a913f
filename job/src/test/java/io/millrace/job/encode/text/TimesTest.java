package io.millrace.job.encode.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class TimesTest {

    @Test
    void everyDayOfTwoThousandYearsIsTheDateOfJavaTime() {
        TextBuffer out = new TextBuffer();
        long last = LocalDate.of(2500, 1, 1).toEpochDay();
        for (long day = LocalDate.of(500, 1, 1).toEpochDay(); day < last; day++) {
            out.clear();
            Times.date(out, day);
            assertThat(new String(out.toBytes(), UTF_8))
                    .isEqualTo(LocalDate.ofEpochDay(day).toString());
        }
    }
}
