package io.millrace.job.cli;

import java.util.Optional;

/** The newest checkpoint of a pipeline is there but cannot be read; only a person can decide how to go on. */
final class UnusableStateException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableStateException(String damaged, Optional<Snapshot> older, Exception cause) {
        super(
                "The newest checkpoint cannot be read (" + Causes.line(cause) + "):\n  " + Display.place(damaged)
                        + "\nMessages that it holds may be deleted from the queue already, so going on without it could"
                        + " lose rows. Bring that directory back if you can; otherwise "
                        + older.map(snapshot -> "delete it to go on from the one before it, "
                                        + Display.place(snapshot.path()) + ", or ")
                                .orElse("")
                        + "start without any state with --fresh.",
                cause);
    }
}
