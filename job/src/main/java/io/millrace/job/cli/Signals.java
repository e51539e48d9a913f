package io.millrace.job.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM, taken from the JVM: its own way is to run every shutdown hook at once, those of Flink and Hadoop
 * among them, which pull the file systems from under a job that is still committing.
 */
final class Signals implements AutoCloseable {

    /** What a signal asks for, and how the process ends then. */
    enum Kind {
        INT(ExitCode.INTERRUPTED),
        TERM(ExitCode.TERMINATED);

        private final ExitCode exitCode;

        Kind(ExitCode exitCode) {
            this.exitCode = exitCode;
        }

        ExitCode exitCode() {
            return exitCode;
        }
    }

    private final CompletableFuture<Kind> first = new CompletableFuture<>();
    private final Runtime runtime = Runtime.getRuntime();
    private final Map<Kind, SignalHandler> previous = new EnumMap<>(Kind.class);

    /** From here on the first signal completes {@link #first}, and a second one ends the process at once. */
    static Signals take() {
        Signals signals = new Signals();
        for (Kind kind : Kind.values()) {
            signals.previous.put(kind, Signal.handle(new Signal(kind.name()), signal -> signals.arrived(kind)));
        }
        return signals;
    }

    /** Completed by the first signal. */
    CompletableFuture<Kind> first() {
        return first;
    }

    private void arrived(Kind kind) {
        if (!first.complete(kind)) {
            // Safe at any instant, like kill -9: what is not in a completed checkpoint happens again.
            runtime.halt(kind.exitCode().code());
        }
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        previous.forEach((kind, handler) -> Signal.handle(new Signal(kind.name()), handler));
    }
}
