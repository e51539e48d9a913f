package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The name of a consumer of a Kinesis stream.
 *
 * @param value 1 to 128 letters, digits and {@code _.-}
 */
@ValueForm(name = "consumer name", expected = "the name of a consumer", pattern = "^[a-zA-Z0-9_.-]{1,128}$")
public record ConsumerName(String value) implements Serializable {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    public ConsumerName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected the name of a consumer, 1 to 128 letters, digits and '_.-', but got '" + value + "'");
        }
    }

    public static ConsumerName parse(String text) {
        return new ConsumerName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
