package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.util.Optional;

/** Turns one YAML scalar into the value of a key. */
final class ScalarBinder {

    private static final String HIDDEN = "a value that is not shown";

    private final Substitution substitution;
    private final Problems problems;

    ScalarBinder(Substitution substitution, Problems problems) {
        this.substitution = substitution;
        this.problems = problems;
    }

    /** The value, {@link Outcome#ABSENT} when variables leave nothing of it, or a problem. */
    Outcome bind(KeySpec key, ScalarType type, Node node, Location at, String path) {
        if (!(node instanceof Scalar written)) {
            return failed(at, path, "expected " + key.expected(type) + ", but got " + node.describe());
        }
        Optional<Scalar> substituted = substitution.apply(written, at, path);
        if (substituted.isEmpty()) {
            return Outcome.FAILED;
        }
        Scalar scalar = substituted.get();
        if (scalar.kind() == Kind.OPEN && scalar.text().isEmpty()) {
            return Outcome.ABSENT;
        }
        return read(key, type, written, scalar, at, path);
    }

    /** The text of a value that may be any, {@code Optional.empty()} after a problem. */
    Optional<String> text(Node node, Location at, String path) {
        if (node instanceof Scalar written && written.kind() != Kind.NOTHING) {
            return substitution.apply(written, at, path).map(Scalar::text);
        }
        problems.error(at, path, "expected text, but got " + node.describe());
        return Optional.empty();
    }

    private Outcome read(KeySpec key, ScalarType type, Scalar written, Scalar scalar, Location at, String path) {
        boolean secret = key.key().secret();
        String got = (secret ? HIDDEN : scalar.describe()) + origin(written, scalar);
        Optional<Object> value;
        try {
            value = type.read(scalar);
        } catch (IllegalArgumentException e) {
            String message = secret ? "expected " + key.expected(type) + ", but got " + got : e.getMessage();
            return failed(at, path, shortened(message, scalar.text()));
        }
        if (value.isPresent() && key.inRange(type, value.get())) {
            return Outcome.of(value.get());
        }
        String hint = value.isPresent() || secret || scalar.kind() == Kind.NOTHING ? "" : type.hint(scalar.text());
        return failed(
                at, path, "expected " + key.expected(type) + ", but got " + got + (hint.isEmpty() ? "" : "; " + hint));
    }

    private static String origin(Scalar written, Scalar scalar) {
        return written.equals(scalar) ? "" : " from " + written.text();
    }

    /** Values quote what they were given whole; a message keeps to a line's length. */
    private static String shortened(String message, String text) {
        return message.replace("'" + text + "'", Quote.text(text));
    }

    private Outcome failed(Location at, String path, String message) {
        problems.error(at, path, message);
        return Outcome.FAILED;
    }
}
