package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSourceTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12|INTEGER",
                "0x1F|INTEGER",
                "010|INTEGER",
                "1_000|TEXT",
                "1.5|FRACTION",
                "1e3|FRACTION",
                ".nan|FRACTION",
                "true|BOOLEAN",
                "True|BOOLEAN",
                "yes|TEXT",
                "on|TEXT",
                "no|TEXT",
                "null|NOTHING",
                "~|NOTHING",
                "'12'|TEXT",
                "\"true\"|TEXT",
                "2026-01-01|TEXT",
                "20:30|TEXT",
                "${NAME}|TEXT"
            })
    void scalarsAreTypedAsYaml12Does(String yaml, Kind kind) {
        assertThat(value("key: " + yaml)).isInstanceOfSatisfying(Scalar.class, scalar -> assertThat(scalar.kind())
                .isEqualTo(kind));
    }

    @Test
    void everyValueKnowsItsLineAndColumn() {
        Mapping root = (Mapping) read("a:\n  b: 1\n  ü: [x,\n     y]\n").orElseThrow();
        Mapping a = (Mapping) root.find("a").orElseThrow().value();

        assertThat(a.find("b").orElseThrow().at()).isEqualTo(new Location("test.yaml", 2, 3));
        assertThat(a.find("b").orElseThrow().value().at()).isEqualTo(new Location("test.yaml", 2, 6));
        assertThat(((Node.Sequence) a.find("ü").orElseThrow().value())
                        .elements()
                        .get(1)
                        .at())
                .isEqualTo(new Location("test.yaml", 4, 6));
    }

    @Test
    void aKeyGivenAgainIsAProblemEachTimeAndTheFirstValueHolds() {
        Node value = value("key: 1\nkey: 2\nother: {a: 1, a: 2}\nkey: 3\n");

        assertThat(((Scalar) value).text()).isEqualTo("1");
        assertThat(errors())
                .isEqualTo(
                        """
                        test.yaml:2:1: key: given a second time; the first is in line 1
                        test.yaml:3:15: other.a: given a second time; the first is in line 3
                        test.yaml:4:1: key: given a second time; the first is in line 1""");
    }

    @Test
    void aTabInTheIndentationIsNamed() {
        assertThat(read("source:\n\tsqs: {}\n")).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:2:1: not valid YAML: a tab; indent with spaces");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(read("a: 1\n---\nb: 2\n")).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:2:1: not valid YAML: a second document; one file holds one");
    }

    @Test
    void anEmptyFileIsNoPipeline() {
        assertThat(read("# nothing\n")).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:1:1: empty; expected keys and their values");
    }

    @Test
    void brokenSyntaxIsLocated() {
        assertThat(read("a: [1, 2\nb: 3\n")).isEmpty();
        assertThat(errors()).startsWith("test.yaml:2:").contains("not valid YAML: while parsing a flow sequence");
    }

    @Test
    void aControlCharacterIsLocated() {
        assertThat(read("a: 1\nb: x\u0007\n")).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:2:5: not valid YAML: the character U+0007 is not allowed");
    }

    @Test
    void aTagIsRefusedWhereItStands() {
        read("a: !!binary aGk=\nb: !Thing {c: 1}\nd: !mine [1]\n");

        assertThat(errors())
                .isEqualTo(
                        """
                        test.yaml:1:4: a: expected a plain value, but got one with the tag tag:yaml.org,2002:binary
                        test.yaml:2:4: b: expected a plain value, but got one with the tag !Thing
                        test.yaml:3:4: d: expected a plain value, but got one with the tag !mine""");
    }

    @Test
    void aKeyThatIsNoTextIsRefused() {
        read("? [a, b]\n: 1\n");

        assertThat(errors()).isEqualTo("test.yaml:1:3: expected a key, but got a list or a section");
    }

    @Test
    void aliasesOfAliasesDoNotExplode() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (previous + ", ").repeat(9) + previous + "]\n");
        }

        assertThat(read(bomb.toString())).isEmpty();
        assertThat(errors()).contains("more than 10000 values, or an alias inside of what it stands for");
    }

    @Test
    void anAliasInsideOfItsOwnAnchorEnds() {
        assertThat(read("a: &a\n  b: *a\n")).isEmpty();
        assertThat(errors()).contains("an alias inside of what it stands for");
    }

    @Test
    void deepNestingIsRefusedAndNotRecursedInto() {
        assertThat(read("a: " + "[".repeat(100_000))).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:1:35: nested more than 32 levels deep");
    }

    @Test
    void aHugeFileIsRefused() {
        assertThat(read("# " + "x".repeat(1 << 20))).isEmpty();
        assertThat(errors()).isEqualTo("test.yaml:1:1: longer than 1 MiB; what is configured takes a few kilobytes");
    }

    @Test
    void aListAtTheTopIsNoPipeline() {
        assertThat(ConfigLoaderTest.problems("- a\n", Map.of(), Map.of()))
                .extracting(Problem::toString)
                .containsExactly(
                        "pipeline.yaml:1:1: expected a section with at least name, source, output, dead-letter,"
                                + " but got a list");
    }

    private Optional<Node> read(String yaml) {
        return YamlSource.read(yaml, new Location("test.yaml", 1, 1), "", problems);
    }

    private Node value(String yaml) {
        return ((Mapping) read(yaml).orElseThrow()).find("key").orElseThrow().value();
    }

    private String errors() {
        try {
            problems.throwIfAny();
            return "";
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }
}
