package io.millrace.job.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What accompanies a job in a local run. Closed after the job has ended. */
interface Companion extends AutoCloseable {

    /** For a job that is alone. */
    Companion NONE = new Companion() {
        @Override
        public Optional<String> note() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Void> failure() {
            return new CompletableFuture<>();
        }

        @Override
        public void finish() {
            // Nothing was begun.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };

    /** How far it is, for the live line. */
    Optional<String> note();

    /** Completed exceptionally when it can no longer do its part, so that the run has to stop. */
    CompletableFuture<Void> failure();

    /** The job has come to its end, and its state is cleared. */
    void finish() throws Exception;
}
