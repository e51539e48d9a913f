package io.millrace.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the value of a key is made of. */
sealed interface KeyType {

    /** What was expected, for a message. */
    String expected();

    /** One value. */
    record One(ScalarType scalar) implements KeyType {
        @Override
        public String expected() {
            return scalar.expected();
        }
    }

    /** A section. */
    record Nested(Section section) implements KeyType {
        @Override
        public String expected() {
            return section.expected();
        }
    }

    /** A list. */
    record Many(KeyType element) implements KeyType {
        @Override
        public String expected() {
            return "a list";
        }
    }

    /** Texts by names of the user's own. */
    record Texts() implements KeyType {
        @Override
        public String expected() {
            return "names with a text each";
        }
    }

    /** Any value that JSON has. */
    record Json() implements KeyType {
        @Override
        public String expected() {
            return "a value";
        }
    }

    static KeyType of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType().equals(List.class)) {
                return new Many(of(arguments[0]));
            }
            if (generic.getRawType().equals(Map.class)
                    && arguments[0].equals(String.class)
                    && arguments[1].equals(String.class)) {
                return new Texts();
            }
        }
        if (type.equals(JsonNode.class)) {
            return new Json();
        }
        if (type instanceof Class<?> plain) {
            Optional<ScalarType> scalar = ScalarTypes.of(plain);
            if (scalar.isPresent()) {
                return new One(scalar.get());
            }
            if (plain.isRecord()) {
                return new Nested(Section.of(plain.asSubclass(Record.class)));
            }
        }
        throw new IllegalStateException("no configuration key can be a " + type);
    }
}
