package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

/** A text that may be any, the empty one included. */
@ValueForm(name = "text, also an empty one", expected = "text", pattern = "^")
public record AnyText(String value) {

    public AnyText {
        requireNonNull(value, "value");
    }

    public static AnyText parse(String text) {
        return new AnyText(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
