package io.millrace.job.schema;

import static java.util.Objects.requireNonNull;

/**
 * One reason why records of one schema cannot be read with another.
 *
 * @param rule a short name of what is broken, such as {@code type-mismatch}
 * @param path the field, {@code items[].price}; empty for the record itself
 * @param message a sentence about it
 */
public record Incompatibility(String rule, String path, String message) {

    public Incompatibility {
        requireNonNull(rule, "rule");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
    }

    /** As it stands in an error: the field, the sentence, and the rule in brackets. */
    public String line() {
        return (path.isEmpty() ? "" : "field '" + path + "': ") + message + " (" + rule + ")";
    }
}
