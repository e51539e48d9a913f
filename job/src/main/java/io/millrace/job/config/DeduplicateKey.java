package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where a producer's own identity of a record stands.
 *
 * @param place a field of the decoded record, or an attribute of the message
 * @param name the field's or attribute's name
 */
@ValueForm(
        name = "`field:NAME`, `attribute:NAME`",
        expected = "'field:NAME' or 'attribute:NAME'",
        pattern = "^(field:[^.]+|attribute:.+)$")
public record DeduplicateKey(Place place, String name) implements Serializable {

    public enum Place {
        FIELD,
        ATTRIBUTE
    }

    public DeduplicateKey {
        requireNonNull(place, "place");
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name after '" + prefix(place) + "', but got none");
        }
        if (place == Place.FIELD && name.contains(".")) {
            throw new IllegalArgumentException("expected a top-level field, but got '" + name + "'");
        }
    }

    /** Reads {@code field:NAME} or {@code attribute:NAME}. */
    public static DeduplicateKey parse(String text) {
        if (text.startsWith("field:")) {
            return new DeduplicateKey(Place.FIELD, text.substring("field:".length()));
        }
        if (text.startsWith("attribute:")) {
            return new DeduplicateKey(Place.ATTRIBUTE, text.substring("attribute:".length()));
        }
        throw new IllegalArgumentException("expected 'field:NAME' or 'attribute:NAME', but got '" + text + "'");
    }

    @Override
    public String toString() {
        return prefix(place) + name;
    }

    private static String prefix(Place place) {
        return place == Place.FIELD ? "field:" : "attribute:";
    }
}
