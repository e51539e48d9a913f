package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A pipeline's name, fit for a directory, a metric and a job.
 *
 * @param value one to 63 lower case letters, digits and hyphens, beginning with a letter
 */
@ValueForm(name = "name", expected = "lower case letters, digits and hyphens", pattern = "^[a-z][a-z0-9-]{0,62}$")
public record PipelineName(String value) implements Serializable {

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public PipelineName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("expected 1 to 63 lower case letters, digits and hyphens, beginning with"
                    + " a letter, but got '" + value + "'");
        }
    }

    public static PipelineName parse(String text) {
        return new PipelineName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
