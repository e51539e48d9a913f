package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The beginning of a file's name.
 *
 * @param value letters, digits, dots, hyphens and underscores; not beginning with a dot or underscore, which readers
 *     take for hidden files
 */
@ValueForm(
        name = "file name prefix",
        expected = "the beginning of a file's name",
        pattern = "^[A-Za-z0-9-][A-Za-z0-9._-]{0,99}$")
public record FilePrefix(String value) implements Serializable {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9._-]{0,99}");

    public FilePrefix {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("expected 1 to 100 letters, digits, '.', '-' and '_', not beginning with"
                    + " '.' or '_', but got '" + value + "'");
        }
    }

    public static FilePrefix parse(String text) {
        return new FilePrefix(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
