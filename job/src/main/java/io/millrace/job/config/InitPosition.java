package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;

/**
 * Where the reading of a stream begins that was never read before.
 *
 * @param kind which place
 * @param at the place of {@link Kind#TIMESTAMP}; null for the others
 */
@ValueForm(
        name = "position",
        expected = "trim-horizon, latest, or a time such as '2026-01-31T06:00:00Z'",
        pattern = "^(trim-horizon|latest|" + Times.PATTERN + ")$")
public record InitPosition(Kind kind, Instant at) implements Serializable {

    /** Which place. */
    public enum Kind {
        /** The oldest record that the stream still has. */
        TRIM_HORIZON,
        /** What arrives after the job was started for the first time. */
        LATEST,
        /** What has arrived at a time, or later. */
        TIMESTAMP
    }

    public InitPosition {
        requireNonNull(kind, "kind");
        if ((kind == Kind.TIMESTAMP) != (at != null)) {
            throw new IllegalArgumentException("only a position at a time has a time");
        }
    }

    public static InitPosition parse(String text) {
        return switch (text) {
            case "trim-horizon" -> new InitPosition(Kind.TRIM_HORIZON, null);
            case "latest" -> new InitPosition(Kind.LATEST, null);
            default ->
                new InitPosition(
                        Kind.TIMESTAMP,
                        Times.parse(text, "trim-horizon, latest, or a time such as '2026-01-31T06:00:00Z'"));
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TRIM_HORIZON -> "trim-horizon";
            case LATEST -> "latest";
            case TIMESTAMP -> at.toString();
        };
    }
}
