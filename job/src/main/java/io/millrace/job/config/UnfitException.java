package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

/**
 * The value of a key is right by itself and does not fit the rest of the pipeline: a field that the schema does not have,
 * a function that does not exist. {@link LoadedPipeline#problem} says where the key stands.
 */
public final class UnfitException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String key;
    private final String reason;

    /**
     * @param key dotted from the top
     * @param cause whose message says what was expected and what is there instead
     */
    public UnfitException(String key, IllegalArgumentException cause) {
        super(key + ": " + cause.getMessage(), cause);
        this.key = requireNonNull(key, "key");
        this.reason = requireNonNull(cause.getMessage(), "the cause's message");
    }

    /** The same, of a key that stands elsewhere. */
    public UnfitException at(String otherKey) {
        return new UnfitException(otherKey, new IllegalArgumentException(reason, this));
    }

    public String key() {
        return key;
    }

    /** What was expected and what is there instead. */
    public String reason() {
        return reason;
    }
}
