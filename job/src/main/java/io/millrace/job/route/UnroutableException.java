package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Rejection;

/** One record has no partition. Without a stack trace, since it is thrown once per bad record. */
final class UnroutableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    UnroutableException(Rejection rejection) {
        super(rejection.message(), null, false, false);
        this.rejection = requireNonNull(rejection, "rejection");
    }

    Rejection rejection() {
        return rejection;
    }
}
