package io.millrace.job.error;

import io.millrace.model.ErrorKind;
import java.io.IOException;

/**
 * The queue refuses, for good, to delete messages that are safely in a completed checkpoint. Nothing is lost: the next run
 * deletes them, or drops their copies. The message opens with the kind's label, because Flink hands failures of a remote
 * task to its client as text.
 */
public final class AckException extends IOException {

    private static final long serialVersionUID = 1L;

    public AckException(String message, Throwable cause) {
        super(ErrorKind.ACK.label() + ": " + message, cause);
    }

    public ErrorKind kind() {
        return ErrorKind.ACK;
    }
}
