package io.millrace.job.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionPathTest {

    @ParameterizedTest
    @CsvSource({
        "collection=users, collection=users",
        "a/b, a%2Fb",
        "a\\b, a%5Cb",
        ".., %2E.",
        "., %2E",
        ".hidden, %2Ehidden",
        "_temporary, %5Ftemporary",
        "50%, 50%25",
        "a b, a%20b",
        "Zürich, Zürich",
        "東京, 東京",
        "a:b?c#d*, a%3Ab%3Fc%23d%2A",
        "'a\u0001b\n', a%01b%0A"
    })
    void whatADirectoryCannotBeCalledIsEscaped(String name, String escaped) {
        assertThat(PartitionPath.of(name)).isEqualTo(escaped);
    }

    @Test
    void namesAreJoinedFromTheOutermostToTheInnermost() {
        assertThat(PartitionPath.of("2026", "a/b", "03")).isEqualTo("2026/a%2Fb/03");
    }

    @Property
    void escapingCanBeUndoneAndStaysUnderItsParent(@ForAll @StringLength(min = 1, max = 20) String name) {
        String wellFormed = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String escaped = PartitionPath.of(wellFormed);

        assertThat(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(wellFormed);
        Path base = new Path("s3://lake/events");
        Path directory = new Path(base, escaped);
        assertThat(directory.getParent()).isEqualTo(base);
        assertThat(directory.getName()).isEqualTo(escaped);
    }

    @Test
    void anEmptyOrOverlongNameIsRefused() {
        assertThatThrownBy(() -> PartitionPath.of("a", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a partition cannot have an empty name");
        assertThat(PartitionPath.of("x".repeat(255))).hasSize(255);
        assertThatThrownBy(() -> PartitionPath.of("é".repeat(128)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a partition's name can have 255 bytes, but this one has 256");
    }
}
