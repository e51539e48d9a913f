package io.millrace.job.config;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to where a stream is read.
 *
 * @param time the last time of arrival that is read; null for the time at which the run is started
 */
@ValueForm(
        name = "end",
        expected = "start, or a time such as '2026-01-31T06:00:00Z'",
        pattern = "^(start|" + Times.PATTERN + ")$")
public record Until(Instant time) implements Serializable {

    public static Until parse(String text) {
        return new Until(
                text.equals("start") ? null : Times.parse(text, "start, or a time such as '2026-01-31T06:00:00Z'"));
    }

    /** The time that was given; empty for that of the start. */
    public Optional<Instant> given() {
        return Optional.ofNullable(time);
    }

    @Override
    public String toString() {
        return time == null ? "start" : time.toString();
    }
}
