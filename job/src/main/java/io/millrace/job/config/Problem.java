package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Something wrong, or doubtful, in a configuration.
 *
 * @param location where it stands
 * @param path the key, dotted from the top; empty when the problem is the whole file's
 * @param message what was expected and what stands there instead; never a secret
 */
public record Problem(Location location, String path, String message) implements Serializable {

    public Problem {
        requireNonNull(location, "location");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
    }

    /** One line, such as {@code pipeline.yaml:14:5: source.sqs.wait-time: expected a duration …}. */
    @Override
    public String toString() {
        return location + " " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
