package io.millrace.job.cli;

/** No port of a range that an option names is free. */
final class NoPortException extends Exception {

    private static final long serialVersionUID = 1L;

    NoPortException(String option, PortRange ports, Throwable cause) {
        super(
                option + ": "
                        + (ports.first() == ports.last() ? "port " + ports + " is" : "all ports of " + ports + " are")
                        + " taken. Name another one or a range, or say off",
                cause);
    }
}
