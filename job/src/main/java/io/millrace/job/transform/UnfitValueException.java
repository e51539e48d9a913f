package io.millrace.job.transform;

import static java.util.Objects.requireNonNull;

/**
 * A value that a function gave does not fit its field. Each level that it passes on its way out adds itself to the path,
 * so that a path costs nothing while all is well.
 */
final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String actual;

    private String path = "";

    UnfitValueException(String message, String expected, String actual) {
        super(requireNonNull(message, "message"), null, false, false);
        this.expected = expected;
        this.actual = actual;
    }

    UnfitValueException inField(String name) {
        path = path.isEmpty() || path.startsWith("[") ? name + path : name + "." + path;
        return this;
    }

    UnfitValueException atIndex(int index) {
        return at("[" + index + "]");
    }

    UnfitValueException atKey(Object key) {
        return at("[\"" + key + "\"]");
    }

    private UnfitValueException at(String place) {
        path = path.isEmpty() || path.startsWith("[") ? place + path : place + "." + path;
        return this;
    }

    String path() {
        return path;
    }

    String expected() {
        return expected;
    }

    String actual() {
        return actual;
    }
}
