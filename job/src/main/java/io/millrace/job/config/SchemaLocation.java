package io.millrace.job.config;

import java.io.Serializable;

/**
 * Where a schema stands.
 *
 * @param value the path of an {@code .avsc} file, or {@code class:} and the name of a generated class
 */
@ValueForm(name = "schema", expected = "the path of an .avsc file or 'class:NAME'", pattern = "\\S")
public record SchemaLocation(String value) implements Serializable {

    private static final String CLASS = "class:";

    public SchemaLocation {
        if (value.isBlank() || value.equals(CLASS)) {
            throw new IllegalArgumentException(
                    "expected the path of an .avsc file or 'class:NAME', but got '" + value + "'");
        }
    }

    public static SchemaLocation parse(String text) {
        return new SchemaLocation(text);
    }

    public boolean isClass() {
        return value.startsWith(CLASS);
    }

    /** The class's name; only when {@link #isClass}. */
    public String className() {
        return value.substring(CLASS.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
