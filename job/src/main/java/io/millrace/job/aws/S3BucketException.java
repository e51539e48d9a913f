package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/** A question about a bucket that was not answered. */
public final class S3BucketException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** There is no such bucket. */
        NO_SUCH_BUCKET,
        /** The credentials are missing or wrong, or do not allow the question. */
        ACCESS_DENIED,
        /** This store, which is not AWS's, does not know the question. */
        NOT_SUPPORTED,
        /** The store is out of reach, overloaded, or broken. */
        UNAVAILABLE
    }

    private final Kind kind;

    public S3BucketException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
