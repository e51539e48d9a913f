package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Why one record was rejected.
 *
 * @param stage the stage that rejected it
 * @param kind the kind of error
 * @param message what a person reads; names the value's type or position, never a whole payload
 * @param fieldPath the field, as {@code a.b[3].c}; null when no single field is at fault
 * @param expected what the field should have held; null when unknown
 * @param actual what it held; null when unknown
 * @param causes the chain of causes, outermost first, as {@code class: message}
 */
public record Rejection(
        Stage stage,
        ErrorKind kind,
        String message,
        String fieldPath,
        String expected,
        String actual,
        List<String> causes) {

    public Rejection {
        requireNonNull(stage, "stage");
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        causes = List.copyOf(causes);
    }

    /** A rejection without a field. */
    public static Rejection of(Stage stage, ErrorKind kind, String message) {
        return new Rejection(stage, kind, message, null, null, null, List.of());
    }

    /** A rejection that {@code error} caused; its chain of causes is kept as text. */
    public static Rejection of(Stage stage, ErrorKind kind, String message, Throwable error) {
        List<String> causes = new ArrayList<>();
        for (Throwable cause = error; cause != null && causes.size() < 20; cause = cause.getCause()) {
            causes.add(cause.getClass().getName() + ": " + cause.getMessage());
        }
        return new Rejection(stage, kind, message, null, null, null, causes);
    }
}
