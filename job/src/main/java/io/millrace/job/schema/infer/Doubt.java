package io.millrace.job.schema.infer;

import static java.util.Objects.requireNonNull;

/**
 * Something that the samples do not settle, so that a person should look.
 *
 * @param kind what was done about it
 * @param path the field, {@code items[].price}; empty for the records as a whole
 * @param message what was seen and what became of it
 */
public record Doubt(Kind kind, String path, String message) {

    public Doubt {
        requireNonNull(kind, "kind");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
    }

    /** What was done about a doubt. */
    public enum Kind {
        /** No column can hold all of the values: the schema does not have the field. */
        LEFT_OUT("left out"),
        /** The field has another name in the schema, and its own as an alias. */
        RENAMED("renamed"),
        /** The samples allow more than one answer; one was taken. */
        UNCERTAIN("uncertain");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As it is printed. */
        public String label() {
            return label;
        }
    }
}
