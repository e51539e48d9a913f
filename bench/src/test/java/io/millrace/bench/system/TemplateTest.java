package io.millrace.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {

    @Test
    void everyPlaceIsFilledWithItsValueAsItIs() {
        assertThat(new Template("${a} and ${b}, ${a}").with(Map.of("a", "$1\\", "b", 2)))
                .isEqualTo("$1\\ and 2, $1\\");
    }

    @Test
    void aPlaceWithoutAValueAndAValueWithoutAPlaceAreRefused() {
        assertThatThrownBy(() -> new Template("${a}").with(Map.of())).hasMessage("the template needs a");
        assertThatThrownBy(() -> new Template("none").with(Map.of("a", 1)))
                .hasMessage("the template has no place for a");
    }
}
