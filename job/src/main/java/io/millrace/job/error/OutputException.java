package io.millrace.job.error;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ErrorKind;
import java.io.IOException;

/**
 * An output could not be written. {@link #kind()} tells a program what went wrong; the message opens with the kind's
 * label, because Flink hands failures of a remote task to its client as text.
 */
public final class OutputException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    private OutputException(ErrorKind kind, String message, Throwable cause) {
        super(kind.label() + ": " + message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** A row could not be put into the output's format: trying again will not help. */
    public static OutputException encode(String message, Throwable cause) {
        return new OutputException(ErrorKind.ENCODE, message, cause);
    }

    /** A file could not be opened, written, closed or made visible, or a letter not be sent: trying again may help. */
    public static OutputException sinkWrite(String message, Throwable cause) {
        return new OutputException(ErrorKind.SINK_WRITE, message, cause);
    }

    public ErrorKind kind() {
        return kind;
    }
}
