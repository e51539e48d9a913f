package io.millrace.job.quickstart;

/** Why the demonstration cannot start or go on, in words for the person at the terminal. */
public final class DemoException extends Exception {

    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
