package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The name of a role in all of AWS.
 *
 * @param value such as {@code arn:aws:iam::123456789012:role/reader}
 */
@ValueForm(
        name = "role ARN",
        expected = "the ARN of a role",
        pattern = "^arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]+$")
public record RoleArn(String value) implements Serializable {

    private static final Pattern FORM = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]+");

    public RoleArn {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("expected the ARN of a role, such as"
                    + " 'arn:aws:iam::123456789012:role/reader', but got '" + value + "'");
        }
    }

    public static RoleArn parse(String text) {
        return new RoleArn(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
