package io.millrace.bench.check;

/** A system wrote something else than it was given. */
public final class MismatchException extends Exception {

    private static final long serialVersionUID = 1;

    public MismatchException(String message) {
        super(message);
    }
}
