package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/** One key of a section, as its component declares it. */
record KeySpec(String name, RecordComponent component, Key key, KeyType type) {

    static KeySpec of(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord() + "." + component.getName() + " has no @Key");
        }
        return new KeySpec(kebab(component.getName()), component, key, KeyType.of(component.getGenericType()));
    }

    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** True when leaving it out is a problem. */
    boolean required() {
        boolean hasDefaults =
                type instanceof KeyType.Nested nested && !nested.section().hasRequired();
        return key.value().isEmpty() && !key.optional() && !hasDefaults;
    }

    /** A value as written in an annotation; a mistake there is ours. */
    static Object declared(ScalarType type, String text) {
        return type.read(new Scalar(text, Kind.OPEN, Location.FLAG))
                .orElseThrow(() -> new IllegalStateException("expected " + type.expected() + ", but @Key has " + text));
    }

    Optional<Object> defaultValue(ScalarType scalar) {
        return key.value().isEmpty() ? Optional.empty() : Optional.of(declared(scalar, key.value()));
    }

    boolean inRange(ScalarType scalar, Object value) {
        return (key.min().isEmpty() || compare(value, declared(scalar, key.min())) >= 0)
                && (key.max().isEmpty() || compare(value, declared(scalar, key.max())) <= 0);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object value, Object limit) {
        return ((Comparable<Object>) value).compareTo(limit);
    }

    /** What is expected here, for a message. */
    String expected() {
        if (type instanceof KeyType.One one) {
            return expected(one.scalar());
        }
        return type.expected();
    }

    /** What is expected here, for a message: type, range and, where a look helps, a sample. */
    String expected(ScalarType scalar) {
        String sample = key.value().isEmpty() ? key.example() : key.value();
        // Of a list, the sample is one.
        boolean shown = type instanceof KeyType.One
                && !sample.isEmpty()
                && scalar.choices().isEmpty()
                && scalar.plain(declared(scalar, sample)) instanceof String;
        return scalar.expected() + range() + (shown ? ", such as " + Quote.text(sample) : "");
    }

    /** The limits, to stand after a type; empty when there are none. */
    String range() {
        if (!key.min().isEmpty() && !key.max().isEmpty()) {
            return " between " + key.min() + " and " + key.max();
        }
        if (!key.min().isEmpty()) {
            return " of at least " + key.min();
        }
        return key.max().isEmpty() ? "" : " of at most " + key.max();
    }
}
