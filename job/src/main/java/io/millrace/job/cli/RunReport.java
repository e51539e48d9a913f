package io.millrace.job.cli;

import io.millrace.job.config.PipelineConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Tells a person or a program how a run goes. Called by one thread. */
interface RunReport {

    /**
     * A run that begins.
     *
     * @param parallelism of every stage
     * @param web Flink's web page
     * @param metrics what Prometheus reads; empty when it is switched off
     * @param health below which a run says how it is; empty when it is switched off
     * @param log the file that has the details
     * @param state where checkpoints and savepoints are
     * @param from what the run goes on from; empty on a first start
     */
    record Beginning(
            int parallelism,
            URI web,
            Optional<URI> metrics,
            Optional<URI> health,
            Path log,
            String state,
            Optional<Snapshot> from) {}

    /** How a run ended. */
    enum Outcome {
        /** The input came to its end. */
        FINISHED,
        /** By a signal, at a savepoint; it can go on. */
        STOPPED,
        /** By a signal, without a savepoint; it can go on from the last checkpoint. */
        CANCELLED,
        FAILED
    }

    /**
     * A run that has ended.
     *
     * @param outcome how
     * @param duration of this run
     * @param figures what the job has done over its whole life
     * @param partitions what is visible under the output's path; empty when the output is no directory, or is too large
     *     to look through
     * @param cause why it failed, or why there is no savepoint
     */
    record Ending(
            Outcome outcome,
            Duration duration,
            Figures figures,
            Optional<VisibleFiles> partitions,
            Optional<Throwable> cause) {}

    /** First of all; starting what a job needs takes seconds. */
    void starting(PipelineConfig config);

    void began(Beginning beginning);

    /** About once a second. */
    void progress(Progress progress);

    /** The job restarts by itself after a failure. */
    void restarts(Throwable cause);

    /** Something that a person should know, in a sentence. */
    void note(String text);

    void ended(Ending ending);
}
