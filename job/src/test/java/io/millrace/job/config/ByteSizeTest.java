package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1024, 1024",
        "7 B, 7",
        "5 kB, 5000",
        "5 MB, 5000000",
        "2 GB, 2000000000",
        "1 TB, 1000000000000",
        "900 KiB, 921600",
        "128MiB, 134217728",
        "1 GiB, 1073741824",
        "5 TiB, 5497558138880",
    })
    void unitsAreDecimalOrBinaryAsTheySay(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "many, expected a size such as '128 MiB' or '5 MB', 'many'",
        "1.5 MB, expected a size such as '128 MiB' or '5 MB', '1.5 MB'",
        "-1, expected a size such as '128 MiB' or '5 MB', '-1'",
        "5 MO, 'expected a unit of B, kB, MB, GB, TB, KiB, MiB, GiB or TiB', '5 MO'",
        "99999999 TiB, expected a size below 8 EiB, '99999999 TiB'",
        "9999999999999999999, expected a size below 8 EiB, '9999999999999999999'",
    })
    void everythingElseIsRefusedWithTheText(String text, String expected, String got) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected + ", but got '" + text + "'");
    }

    @Test
    void aSizeIsNotNegative() {
        assertThatThrownBy(() -> new ByteSize(-1)).hasMessage("a size cannot be negative, but got -1");
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(ByteSize.parse(new ByteSize(bytes).toString())).isEqualTo(new ByteSize(bytes));
    }
}
