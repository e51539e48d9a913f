package io.millrace.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.builder.PipelineBuilder;
import io.millrace.job.config.KeyType.Many;
import io.millrace.job.config.KeyType.Nested;
import io.millrace.job.config.KeyType.One;
import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of {@link KeyRows}, said in Java instead of YAML: the builders are called as the document is written. */
class EveryKeyInJavaTest {

    static Stream<KeyRow> rows() {
        return KeyRows.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aKeyThatIsSaidInJavaIsTheOneOfYaml(KeyRow row) throws Exception {
        String yaml = row.with(row.yaml()).yaml();
        Problems problems = new Problems();
        Node document = YamlSource.read(yaml, new Location("pipeline.yaml", 1, 1), "", problems)
                .orElseThrow();
        PipelineBuilder pipeline = new PipelineBuilder();

        say(pipeline, Section.of(PipelineConfig.class), document);

        assertThat(ConfigLoader.loadWithWarnings(pipeline, Map.of(), variable -> null)
                        .config())
                .as(yaml)
                .isEqualTo(ConfigLoaderTest.parse(yaml));
    }

    private static void say(Object builder, Section section, Node values) {
        // A section of which nothing is said is written as nothing.
        List<Entry> entries = values instanceof Mapping mapping ? mapping.entries() : List.of();
        for (Entry entry : entries) {
            KeySpec key = section.find(entry.key()).orElseThrow();
            Method method = Arrays.stream(builder.getClass().getMethods())
                    .filter(each -> each.getName().equals(key.component().getName()) && each.getParameterCount() == 1)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no method for " + entry.key()));
            Class<?> parameter = method.getParameterTypes()[0];
            if (key.type() instanceof Nested nested) {
                call(method, builder, content(nested, entry.value()));
            } else if (key.type() instanceof Many many && many.element() instanceof Nested nested) {
                ((Sequence) entry.value()).elements().forEach(each -> call(method, builder, content(nested, each)));
            } else if (key.type() instanceof Many many) {
                List<Node> elements = ((Sequence) entry.value()).elements();
                Object array = Array.newInstance(parameter.getComponentType(), elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    Array.set(array, i, value((One) many.element(), elements.get(i), parameter.getComponentType()));
                }
                call(method, builder, array);
            } else if (key.type() instanceof One one) {
                call(method, builder, value(one, entry.value(), parameter));
            } else {
                Map<String, String> texts = new LinkedHashMap<>();
                ((Mapping) entry.value())
                        .entries()
                        .forEach(text -> texts.put(text.key(), ((Scalar) text.value()).text()));
                call(method, builder, texts);
            }
        }
    }

    private static Consumer<Object> content(Nested nested, Node values) {
        return builder -> say(builder, nested.section(), values);
    }

    private static Object value(One one, Node node, Class<?> parameter) {
        Scalar scalar = (Scalar) node;
        return parameter == String.class
                ? scalar.text()
                : one.scalar().read(scalar).orElseThrow();
    }

    private static void call(Method method, Object builder, Object argument) {
        try {
            assertThat(method.invoke(builder, argument)).isSameAs(builder);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(method + " with " + argument, e);
        }
    }
}
