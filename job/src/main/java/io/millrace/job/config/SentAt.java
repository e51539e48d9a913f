package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** When a message was sent. */
@ValueForm(name = "time", expected = "a time such as '2026-01-31T06:00:00Z'", pattern = "^" + Times.PATTERN + "$")
public record SentAt(Instant time) {

    public SentAt {
        requireNonNull(time, "time");
    }

    public static SentAt parse(String text) {
        return new SentAt(Times.parse(text, "a time such as '2026-01-31T06:00:00Z'"));
    }

    @Override
    public String toString() {
        return time.toString();
    }
}
