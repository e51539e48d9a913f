package io.millrace.job.source.kinesis;

/** Records have left the stream before they were read. The message says which. */
public final class GapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GapException(String message) {
        super(message);
    }
}
