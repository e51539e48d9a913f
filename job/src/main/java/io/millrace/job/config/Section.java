package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A record of {@link Key}s, as its class declares it. */
final class Section {

    private static final Map<Class<?>, Section> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final List<KeySpec> keys;
    private final Constructor<?> constructor;

    private Section(Class<?> type) {
        this.type = type;
        keys = Arrays.stream(type.getRecordComponents()).map(KeySpec::of).toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    static Section of(Class<? extends Record> type) {
        Section known = KNOWN.get(type);
        if (known == null) {
            known = new Section(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    Class<?> type() {
        return type;
    }

    List<KeySpec> keys() {
        return keys;
    }

    List<String> names() {
        return keys.stream().map(KeySpec::name).toList();
    }

    Optional<KeySpec> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** True when exactly one key is to be given. */
    boolean oneOf() {
        return type.isAnnotationPresent(OneOf.class);
    }

    /** True when the section cannot be left out. */
    boolean hasRequired() {
        return oneOf() || keys.stream().anyMatch(KeySpec::required);
    }

    /** What was expected, for a message. */
    String expected() {
        if (oneOf()) {
            return keys.size() == 1
                    ? "a section with the key " + names().get(0)
                    : "a section with exactly one of the keys " + String.join(", ", names());
        }
        String required =
                keys.stream().filter(KeySpec::required).map(KeySpec::name).collect(joining(", "));
        return required.isEmpty() ? "a section" : "a section with at least " + required;
    }

    /**
     * Makes the record.
     *
     * @throws IllegalArgumentException when its constructor refuses the values
     */
    Object create(List<Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor of " + type + " cannot be called", e);
        }
    }
}
