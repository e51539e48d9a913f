package io.millrace.job.config;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kinesis data stream, by its name or by its ARN.
 *
 * @param value a stream's name of 1 to 128 letters, digits and {@code _.-}, or a stream's ARN
 */
@ValueForm(
        name = "stream",
        expected = "the name or the ARN of a Kinesis stream",
        pattern = "^(arn:aws[a-z-]*:kinesis:[a-z0-9-]+:[0-9]{12}:stream/)?[a-zA-Z0-9_.-]{1,128}$")
public record StreamName(String value) implements Serializable {

    private static final Pattern FORM =
            Pattern.compile("(?:arn:aws[a-z-]*:kinesis:([a-z0-9-]+):[0-9]{12}:stream/)?([a-zA-Z0-9_.-]{1,128})");

    public StreamName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected the name of a Kinesis stream, such as 'events', or its ARN, such as"
                            + " 'arn:aws:kinesis:eu-west-1:123456789012:stream/events', but got '" + value + "'");
        }
    }

    public static StreamName parse(String text) {
        return new StreamName(text);
    }

    /** The name alone. */
    public String name() {
        return parts().group(2);
    }

    /** The ARN, when that was given. */
    public Optional<String> arn() {
        return value.startsWith("arn:") ? Optional.of(value) : Optional.empty();
    }

    /** The region that the ARN names. */
    public Optional<String> region() {
        return Optional.ofNullable(parts().group(1));
    }

    @Override
    public String toString() {
        return value;
    }

    private Matcher parts() {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new IllegalStateException(value);
        }
        return parts;
    }
}
