package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import io.millrace.job.config.Node.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the words of an enum, in kebab case. */
final class ChoiceType implements ScalarType {
    private final List<Enum<?>> constants;

    ChoiceType(Class<?> type) {
        constants = Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
    }

    @Override
    public String name() {
        return choices().stream().map(choice -> "`" + choice + "`").collect(joining(", "));
    }

    @Override
    public String expected() {
        return choices().size() == 1 ? choices().get(0) : "one of " + String.join(", ", choices());
    }

    @Override
    public Optional<Object> read(Scalar scalar) {
        return constants.stream()
                .filter(constant -> scalar.isText() && word(constant).equals(scalar.text()))
                .findFirst()
                .map(Object.class::cast);
    }

    @Override
    public String hint(String text) {
        return Suggestions.nearest(text, choices())
                .map(choice -> "did you mean " + Quote.text(choice) + "?")
                .orElse("");
    }

    @Override
    public Object plain(Object value) {
        return word((Enum<?>) value);
    }

    @Override
    public List<String> choices() {
        return constants.stream().map(ChoiceType::word).toList();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
