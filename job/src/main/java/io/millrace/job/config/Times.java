package io.millrace.job.config;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Points in time, as ISO 8601 has them, always with an offset. */
final class Times {

    /** What every such text matches. */
    static final String PATTERN =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})";

    private Times() {}

    /** @param expected for the error's message */
    static Instant parse(String text, String expected) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected " + expected + ", but got '" + text + "'", e);
        }
    }
}
