package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.KeyType.One;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinderTest {

    private static final String MINIMAL = Document.minimal().yaml();

    @Test
    void anUnknownKeyWithoutANearMissNamesTheKeysThereAre() {
        assertThat(problems(MINIMAL + "checkpoint: {frequency: 5 s}\n"))
                .containsExactly("pipeline.yaml:12:14: checkpoint.frequency: unknown key; this section has interval,"
                        + " timeout, directory, tolerable-failures, restarts");
        assertThat(problems(MINIMAL.replace("  files:\n    path: s3://lake/events", "  stats: {verbose: true}")))
                .containsExactly("pipeline.yaml:8:11: output.stats.verbose: unknown key; this section has no keys");
    }

    @Test
    void aKeyInTheWrongSectionIsShownTheRightOne() {
        assertThat(problems(MINIMAL + "compression: gzip\n"))
                .containsExactly("pipeline.yaml:12:1: compression: unknown key; did you mean"
                        + " 'output.files.format.parquet.compression'?");
    }

    @Test
    void anUnknownKindIsOneProblemAndNotAlsoAMissingKind() {
        assertThat(problems(MINIMAL.replace("  sqs:", "  sqss:")))
                .containsExactly("pipeline.yaml:3:3: source.sqss: unknown key; did you mean 'sqs'?");
    }

    @Test
    void aSectionOfKindsNeedsOne() {
        assertThat(problems(MINIMAL.replace("  files:\n    path: s3://lake/events", "  {}")))
                .containsExactly("pipeline.yaml:7:1: output: expected a section with exactly one of the keys files,"
                        + " stdout, stats, but got none");
        assertThat(problems(MINIMAL.replace("  files:\n    path: s3://lake/events\n", "")))
                .containsExactly("pipeline.yaml:7:1: output: expected a section with exactly one of the keys files,"
                        + " stdout, stats, but got nothing");
        assertThat(problems(MINIMAL.replace("output:\n  files:\n    path: s3://lake/events\n", "")))
                .containsExactly("pipeline.yaml:1:1: output: missing; expected a section with exactly one of the keys"
                        + " files, stdout, stats");
    }

    @Test
    void problemsInsideOfBothKindsAreReportedBesideTheConflict() {
        assertThat(problems(MINIMAL.replace("  files:\n", "  stdout: {style: loud}\n  files:\n    prefix: _x\n")))
                .hasSize(3);
    }

    @Test
    void anEmptyPipelineMissesEverythingRequiredAtOnce() {
        assertThat(problems("name: x\n"))
                .containsExactly(
                        "pipeline.yaml:1:1: source: missing; expected a section with exactly one of the keys sqs, kinesis, files",
                        "pipeline.yaml:1:1: output: missing; expected a section with exactly one of the keys files,"
                                + " stdout, stats",
                        "pipeline.yaml:1:1: dead-letter: missing; expected a section with at least path",
                        "pipeline.yaml:1:1: decode.schema: missing; expected the path of an .avsc file or of a"
                                + " directory of versions, or 'class:NAME', such as 'schemas/click-event.avsc'");
    }

    @Test
    void aMessageIsOneLineOfBoundedLengthWhateverItQuotes() {
        assertThat(problems(MINIMAL.replace("name: clickstream", "name: \"a\\nb\\e[31m" + "x".repeat(5000) + "\"")))
                .singleElement()
                .asString()
                .contains("but got 'a\\u000ab\\u001b[31mx", "x…'")
                .hasSizeLessThan(300);
        assertThat(problems(MINIMAL + "\"evil\\nkey\\e[31m" + "y".repeat(500) + "\": 1\n"))
                .singleElement()
                .asString()
                .contains("evil\\u000akey\\u001b[31my", "y…: unknown key")
                .hasSizeLessThan(400);
    }

    @Test
    void listsAndMapsCannotBeChanged() throws Exception {
        PipelineConfig config = ConfigLoaderTest.parse(MINIMAL + "transform: [{function: f, options: {a: b}}]\n");

        assertThatThrownBy(() -> config.transform().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> config.transform().get(0).options().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void everyNumberDurationAndSizeHasLimitsAndEveryLimitIsOne() {
        Set<String> free = Set.of("demo.seed");
        KeyRows.all().forEach(row -> {
            KeySpec key = find(row.path());
            if (key.type() instanceof One one) {
                boolean limited = !key.key().min().isEmpty() && !key.key().max().isEmpty();
                boolean countable = row.value() instanceof Number
                        || row.value() instanceof Duration
                        || row.value() instanceof ByteSize;
                assertThat(limited).as(row.path()).isEqualTo(countable && !free.contains(row.path()));
                if (limited) {
                    assertThat(key.inRange(
                                    one.scalar(),
                                    KeySpec.declared(one.scalar(), key.key().min())))
                            .as(row.path())
                            .isTrue();
                    assertThat(key.inRange(
                                    one.scalar(),
                                    KeySpec.declared(one.scalar(), key.key().max())))
                            .as(row.path())
                            .isTrue();
                }
            }
        });
    }

    @Test
    void everyRequiredKeyHasAnExample() {
        KeyRows.all().stream().filter(KeyRow::required).forEach(row -> assertThat(
                        find(row.path()).key().example())
                .as(row.path())
                .isNotEmpty());
    }

    @Test
    void aDeclarationThatMakesNoSenseIsOurMistakeAndSaysWhich() {
        record NoKey(int size) {}
        record WrongType(@Key(doc = "A type nobody reads.") InetAddress host) {}
        record WrongDefault(@Key(doc = "A default of another type.", value = "many") int count) {}

        assertThatThrownBy(() -> Section.of(NoKey.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoKey.size has no @Key");
        assertThatThrownBy(() -> Section.of(WrongType.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no configuration key can be a class java.net.InetAddress");
        KeySpec count = Section.of(WrongDefault.class).keys().get(0);
        assertThatThrownBy(() -> count.defaultValue(((One) count.type()).scalar()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a whole number, but @Key has many");
    }

    @Test
    void theProblemsTravelWithTheirException() throws Exception {
        ConfigException thrown = new ConfigException(
                List.of(new Problem(new Location("p.yaml", 3, 4), "a.b", "wrong")),
                List.of(new Problem(Location.FLAG, "c", "doubtful")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConfigException read = (ConfigException) in.readObject();
            assertThat(read).hasMessage("p.yaml:3:4: a.b: wrong");
            assertThat(read.problems()).isEqualTo(thrown.problems());
            assertThat(read.warnings()).extracting(Problem::toString).containsExactly("--set c: doubtful");
        }
    }

    private static KeySpec find(String path) {
        Section section = Section.of(PipelineConfig.class);
        KeySpec found = null;
        for (String name : path.split("\\.", -1)) {
            if (name.equals("0")) {
                continue;
            }
            found = section.find(name).orElseThrow();
            if (found.type() instanceof KeyType.Nested nested) {
                section = nested.section();
            } else if (found.type() instanceof KeyType.Many many && many.element() instanceof KeyType.Nested nested) {
                section = nested.section();
            }
        }
        return found;
    }

    private static List<String> problems(String yaml) {
        return ConfigLoaderTest.problems(yaml, Map.of(), Map.of()).stream()
                .map(Problem::toString)
                .toList();
    }
}
