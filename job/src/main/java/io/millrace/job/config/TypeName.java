package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The name of a type of records, fit for a directory, a table and an operator.
 *
 * @param value one to 63 lower case letters, digits and hyphens, beginning with a letter
 */
@ValueForm(name = "name", expected = "lower case letters, digits and hyphens", pattern = "^[a-z][a-z0-9-]{0,62}$")
public record TypeName(String value) implements Serializable {

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public TypeName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("expected 1 to 63 lower case letters, digits and hyphens, beginning with"
                    + " a letter, but got '" + value + "'");
        }
    }

    public static TypeName parse(String text) {
        return new TypeName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
