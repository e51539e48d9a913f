package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/** A call to a queue that failed as a whole. The cause is what the client reported. */
public final class SqsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;

    /** Why a call failed, and so what a caller can do. */
    public enum Kind {
        /** There is no such queue. */
        NO_SUCH_QUEUE(false),
        /** The credentials are missing, wrong, or do not allow the call. */
        ACCESS_DENIED(false),
        /** The queue refuses the request as it is. */
        REFUSED(false),
        /** Too many requests, or too many messages in flight. */
        THROTTLED(true),
        /** The service or the network did not answer as it should. */
        UNAVAILABLE(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    /**
     * @param kind why the call failed
     * @param code the service's code, or the name of the client's error
     * @param message what was tried and what came back
     * @param cause what the client reported; null when nothing did
     */
    public SqsException(Kind kind, String code, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
        this.code = requireNonNull(code, "code");
    }

    /** A call of which some entries failed. */
    public static SqsException of(EntryOutcome.Failed last, String what) {
        Kind kind =
                switch (last.trouble()) {
                    case THROTTLED -> Kind.THROTTLED;
                    case PASSING -> Kind.UNAVAILABLE;
                    case PERMANENT -> Kind.REFUSED;
                };
        return new SqsException(kind, last.code(), what + ": " + last.code() + ": " + last.message(), null);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** What that says of another attempt. */
    public Trouble trouble() {
        return kind == Kind.THROTTLED ? Trouble.THROTTLED : kind.retryable ? Trouble.PASSING : Trouble.PERMANENT;
    }

    /** True when the same call may succeed later. */
    public boolean retryable() {
        return kind.retryable;
    }
}
