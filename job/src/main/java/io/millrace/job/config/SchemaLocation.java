package io.millrace.job.config;

import java.io.Serializable;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a schema stands.
 *
 * @param value the path of an {@code .avsc} file, or of a directory of versions {@code v1.avsc}, {@code v2.avsc}, …; or
 *     {@code class:} and the name of a generated class
 */
@ValueForm(
        name = "schema",
        expected = "the path of an .avsc file or of a directory of versions, or 'class:NAME'",
        pattern = "\\S")
public record SchemaLocation(String value) implements Serializable {

    private static final String CLASS = "class:";
    private static final Pattern VERSION = Pattern.compile("(?:.*/)?v([1-9]\\d{0,8})\\.avsc");

    public SchemaLocation {
        if (value.isBlank() || value.equals(CLASS)) {
            throw new IllegalArgumentException("expected the path of an .avsc file or of a directory of versions, or"
                    + " 'class:NAME', but got '" + value + "'");
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

    /** True for a directory of versions, of which the newest is meant. */
    public boolean isSubject() {
        return !isClass() && !value.endsWith(".avsc");
    }

    /** The one version that is meant, when the path is that of a version: 2 of {@code schemas/orders/v2.avsc}. */
    public OptionalInt version() {
        Matcher version = VERSION.matcher(value);
        return !isClass() && version.matches()
                ? OptionalInt.of(Integer.parseInt(version.group(1)))
                : OptionalInt.empty();
    }

    /** True when there are versions: it is a directory of them, or one of them. */
    public boolean isVersioned() {
        return isSubject() || version().isPresent();
    }

    @Override
    public String toString() {
        return value;
    }
}
