package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key, by its row in {@link KeyRows}: its default, another value, what it rejects. */
class EveryKeyTest {

    static Stream<KeyRow> rows() {
        return KeyRows.all().stream();
    }

    static Stream<Arguments> acceptedValues() {
        return rows().flatMap(row -> row.alsoAccepted().stream().map(accepted -> Arguments.of(row, accepted)));
    }

    static Stream<Arguments> rejectedValues() {
        return rows().flatMap(row -> row.rejected().entrySet().stream()
                .map(rejection -> Arguments.of(row, rejection.getKey(), rejection.getValue())));
    }

    @Test
    void everyKeyHasARowWithAtLeastOneRejection() {
        Stream<String> paths = Stream.concat(rows().map(KeyRow::path), KeyRows.REFUSED.keySet().stream());
        assertThat(paths)
                .as("KeyRows has one row for every component with @Key; add yours, or remove the old one")
                .containsExactlyInAnyOrderElementsOf(leaves(Section.of(PipelineConfig.class), ""));
        assertThat(KeyRows.all()).noneMatch(row -> row.rejected().isEmpty());
    }

    @Test
    void aKeyWithWhichAComponentCanDoNothingIsRefused() {
        KeyRows.REFUSED.forEach((path, message) -> {
            Document document = Document.minimal().with(path, "30 s");
            Document whole = path.startsWith("source.files") ? document.with("source.files.path", "in") : document;

            assertThat(ConfigLoaderTest.problems(whole.yaml(), Map.of(), Map.of()))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.path()).isEqualTo(path);
                        assertThat(problem.message()).isEqualTo(message);
                    });
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anAbsentKeyHasItsDefaultOrIsMissing(KeyRow row) throws Exception {
        String yaml = row.absent().yaml();
        if (!row.required()) {
            assertThat(values(ConfigLoaderTest.parse(yaml))).containsEntry(row.path(), row.byDefault());
            return;
        }
        assertThat(ConfigLoaderTest.problems(yaml, Map.of(), Map.of()))
                .as(yaml)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo(row.path());
                    assertThat(problem.message()).startsWith("missing; expected ");
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aGivenKeyReachesItsComponentAndNoOther(KeyRow row) throws Exception {
        boolean alone = !row.required() && row.partners().isEmpty();
        String before = (alone ? row.absent() : row.with(other(row))).yaml();
        String after = row.with(row.yaml()).yaml();

        Map<String, Object> expected = values(ConfigLoaderTest.parse(before));
        Map<String, Object> actual = values(ConfigLoaderTest.parse(after));

        assertThat(actual).as(after).containsEntry(row.path(), row.value());
        expected.put(row.path(), row.value());
        assertThat(actual).as(after).isEqualTo(expected);
        if (!hasOnlyOneValue(row)) {
            assertThat(row.value()).isNotEqualTo(row.byDefault());
        }
    }

    @ParameterizedTest
    @MethodSource("acceptedValues")
    void aKeyAcceptsEveryFormOfItsValues(KeyRow row, String accepted) throws Exception {
        assertThat(values(ConfigLoaderTest.parse(row.with(accepted).yaml()))).containsKey(row.path());
    }

    @ParameterizedTest
    @MethodSource("rejectedValues")
    void aWrongValueIsAProblemThatSaysWhatWasExpected(KeyRow row, String wrong, String message) {
        String yaml = row.with(wrong).yaml();

        assertThat(ConfigLoaderTest.problems(yaml, Map.of(), Map.of()))
                .as(yaml)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).startsWith(row.path());
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(yaml.lines().toList().get(problem.location().line() - 1))
                            .contains(wrong);
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aKeyIsOverriddenByItsPath(KeyRow row) throws Exception {
        String yaml = row.with(row.yaml()).yaml();
        String before = (row.required() || !row.partners().isEmpty() ? row.with(other(row)) : row.absent()).yaml();

        PipelineConfig overridden =
                ConfigLoader.parse(before, "pipeline.yaml", Map.of(row.path(), row.yaml()), name -> null);

        assertThat(overridden).isEqualTo(ConfigLoaderTest.parse(yaml));
    }

    private static String other(KeyRow row) {
        if (row.path().endsWith(".assume-role.arn")) {
            return "arn:aws:iam::123456789012:role/other";
        }
        return row.path().endsWith(".proxy.url") ? "http://other:3128" : otherOf(row);
    }

    private static String otherOf(KeyRow row) {
        return switch (row.path()) {
            case "source.sqs.queue-url", "dead-letter.sqs.queue-url" -> "http://other/queue";
            case "source.kinesis.reader-type" -> "polling";
            case "route.template", "types.0.route.template" -> "[field:other]";
            default -> "other";
        };
    }

    private static boolean hasOnlyOneValue(KeyRow row) {
        return row.value() instanceof Enum<?> constant
                && constant.getDeclaringClass().getEnumConstants().length == 1;
    }

    static List<String> leaves(Section section, String path) {
        List<String> leaves = new ArrayList<>();
        for (KeySpec key : section.keys()) {
            String keyPath = YamlSource.child(path, key.name());
            if (key.type() instanceof KeyType.Nested nested) {
                leaves.addAll(leaves(nested.section(), keyPath));
            } else if (key.type() instanceof KeyType.Many many && many.element() instanceof KeyType.Nested nested) {
                leaves.addAll(leaves(nested.section(), keyPath + ".0"));
            } else {
                leaves.add(keyPath);
            }
        }
        return leaves;
    }

    private static Map<String, Object> values(PipelineConfig config) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        collect(config, "", values);
        return values;
    }

    private static void collect(Object owner, String path, Map<String, Object> values) throws Exception {
        for (KeySpec key : Section.of(owner.getClass().asSubclass(Record.class)).keys()) {
            String keyPath = YamlSource.child(path, key.name());
            Object value = component(key, owner);
            if (key.type() instanceof KeyType.Nested) {
                if (value != null) {
                    collect(value, keyPath, values);
                }
            } else if (key.type() instanceof KeyType.Many many && many.element() instanceof KeyType.Nested) {
                List<?> elements = (List<?>) value;
                for (int i = 0; i < elements.size(); i++) {
                    collect(elements.get(i), keyPath + "." + i, values);
                }
            } else {
                values.put(keyPath, value);
            }
        }
    }

    private static Object component(KeySpec key, Object owner)
            throws IllegalAccessException, InvocationTargetException {
        return key.component().getAccessor().invoke(owner);
    }
}
