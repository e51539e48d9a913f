package io.millrace.job.error;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.Locale;

/**
 * Too many records are rejected: the pipeline does not fit its input, and going on would only move the queue into the
 * dead letters. The job stops and is not restarted; what is not yet committed stays in the queue.
 */
public final class RejectedShareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Exceptions of user code quote values; this one is logged. */
    private static final int MAX_MESSAGE = 200;

    private final Stage stage;
    private final long rejected;
    private final long seen;

    RejectedShareException(Stage stage, long rejected, long seen, double maxShare, Rejection last) {
        super(String.format(
                Locale.ROOT,
                "%s rejected %d of %d records, more than dead-letter.breaker.max-share (%s) allows; the last one: %s%s: %s",
                stage.label(),
                rejected,
                seen,
                maxShare,
                last.kind().label(),
                last.fieldPath() == null ? "" : " at " + last.fieldPath(),
                last.message().substring(0, Math.min(MAX_MESSAGE, last.message().length()))));
        this.stage = requireNonNull(stage, "stage");
        this.rejected = rejected;
        this.seen = seen;
    }

    public Stage stage() {
        return stage;
    }

    /** How many records of the window were rejected. */
    public long rejected() {
        return rejected;
    }

    /** How many records the window held when the limit was passed. */
    public long seen() {
        return seen;
    }
}
