package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.cli.RateMeter.Rates;
import io.millrace.job.cli.RunReport.Ending;
import io.millrace.job.cli.RunReport.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one job of a cluster from its submission to its end: reports once a second, and stops it when a
 * signal comes. Everything happens in the thread that calls {@link #await}.
 */
final class LocalRun {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    /** How long the savepoint's path may come after the end of the job that it belongs to. */
    private static final Duration LATE_ANSWER = Duration.ofSeconds(10);

    private final JobControl cluster;
    private final JobID job;
    private final MetricBook book;
    private final RunReport report;
    private final Health health;
    private final Companion companion;
    private final LongSupplier nanoTime;
    private final long begun;

    private final RateMeter rates = new RateMeter();
    private long lastCheckpoint;
    private long lastCheckpointNanos;
    private long restarts;

    LocalRun(
            JobControl cluster,
            JobID job,
            MetricBook book,
            RunReport report,
            Health health,
            Companion companion,
            LongSupplier nanoTime) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.job = requireNonNull(job, "job");
        this.book = requireNonNull(book, "book");
        this.report = requireNonNull(report, "report");
        this.health = requireNonNull(health, "health");
        this.companion = requireNonNull(companion, "companion");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.begun = nanoTime.getAsLong();
        this.lastCheckpointNanos = begun;
    }

    /** How the job came to its end. */
    record End(Outcome outcome, Duration duration, Figures figures, Optional<Throwable> cause) {

        /** As it is, or failed when what accompanied the job has. */
        End unless(CompletableFuture<?> failure) {
            return failure.isCompletedExceptionally()
                    ? new End(
                            Outcome.FAILED,
                            duration,
                            figures,
                            Optional.of(failure.handle((done, e) -> e).join()))
                    : this;
        }

        Ending with(Optional<VisibleFiles> partitions) {
            return new Ending(outcome, duration, figures, partitions, cause);
        }
    }

    /**
     * Waits until the job has ended.
     *
     * @param stop completed when the job shall stop, exceptionally when something else has failed
     * @param savepoints where its savepoint goes then
     * @param patience how long stopping may take
     */
    End await(CompletableFuture<?> stop, String savepoints, Duration patience) throws InterruptedException {
        CompletableFuture<JobResult> result = cluster.result(job);
        while (!waitFor(CompletableFuture.anyOf(result, stop))) {
            tick("running");
        }
        return result.isDone() || !cluster.isRunning()
                ? ended(result, Optional.empty())
                : stop(result, savepoints, patience);
    }

    private End stop(CompletableFuture<JobResult> result, String savepoints, Duration patience)
            throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        CompletableFuture<String> savepoint = cluster.stop(job, savepoints);
        Optional<Throwable> obstacle = Optional.empty();
        while (!waitFor(result)) {
            tick("stopping");
            if (obstacle.isEmpty()) {
                obstacle = obstacle(savepoint, deadline, patience);
                // Nothing is lost: what is not in a completed checkpoint is still in the queue.
                if (obstacle.isPresent()) {
                    cancel();
                }
            }
        }
        boolean mayYetAnswer = result.isDone() && obstacle.isEmpty();
        if (succeeded(savepoint, mayYetAnswer ? LATE_ANSWER : Duration.ZERO)) {
            return new End(Outcome.STOPPED, elapsed(), Figures.read(book), Optional.empty());
        }
        End end = ended(result, obstacle);
        // The input may have ended just before the signal.
        return end.outcome() == Outcome.FINISHED
                ? end
                : new End(Outcome.CANCELLED, end.duration(), end.figures(), obstacle.or(end::cause));
    }

    /** The end of the job and its savepoint are two answers, which come in any order. */
    private static boolean succeeded(CompletableFuture<String> savepoint, Duration patience)
            throws InterruptedException {
        try {
            savepoint.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The job has ended, and not at a savepoint as far as is known", e);
            return false;
        }
    }

    private void cancel() {
        cluster.cancel(job).whenComplete((done, failure) -> {
            if (failure != null) {
                // The job may have ended by itself; its result says so.
                LOG.warn("The job could not be cancelled", failure);
            }
        });
    }

    private Optional<Throwable> obstacle(CompletableFuture<String> savepoint, long deadline, Duration patience)
            throws InterruptedException {
        if (savepoint.isCompletedExceptionally()) {
            try {
                savepoint.get();
            } catch (ExecutionException e) {
                return Optional.of(e.getCause());
            }
        }
        return nanoTime.getAsLong() < deadline
                ? Optional.empty()
                : Optional.of(new TimeoutException("no savepoint within " + Units.duration(patience)));
    }

    private End ended(CompletableFuture<JobResult> result, Optional<Throwable> obstacle) throws InterruptedException {
        Duration elapsed = elapsed();
        Figures figures = Figures.read(book);
        if (!result.isDone()) {
            Throwable cause = new IllegalStateException("Flink shut itself down");
            return new End(Outcome.FAILED, elapsed, figures, Optional.of(cause));
        }
        try {
            JobResult last = result.get();
            if (last.isSuccess()) {
                return new End(Outcome.FINISHED, elapsed, figures, Optional.empty());
            }
            Optional<Throwable> cause = last.getSerializedThrowable()
                    .map(thrown ->
                            thrown.deserializeError(Thread.currentThread().getContextClassLoader()));
            return new End(Outcome.FAILED, elapsed, figures, cause.or(() -> obstacle));
        } catch (ExecutionException e) {
            return new End(Outcome.FAILED, elapsed, figures, Optional.of(e.getCause()));
        }
    }

    /** Returns whether {@code future} is done, after a second at most. */
    private boolean waitFor(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            // A cluster that has shut itself down answers nothing any more.
            return !cluster.isRunning();
        }
    }

    private void tick(String state) throws InterruptedException {
        long now = nanoTime.getAsLong();
        Figures figures = Figures.read(book);
        if (figures.lastCheckpoint() != lastCheckpoint) {
            lastCheckpoint = figures.lastCheckpoint();
            lastCheckpointNanos = now;
        }
        Rates speed = rates.sample(now, figures.decoded(), figures.inputBytes(), book.generation());
        if (figures.restarts() > restarts) {
            restarts = figures.restarts();
            lastFailure().ifPresent(report::restarts);
        }
        Progress progress = new Progress(
                Duration.ofNanos(now - begun),
                state.equals("running") ? stateOfJob() : state,
                figures,
                speed,
                Duration.ofNanos(now - lastCheckpointNanos),
                companion.note());
        health.seen(progress);
        report.progress(progress);
    }

    private String stateOfJob() throws InterruptedException {
        JobStatus status = ask(cluster.status(job)).orElse(JobStatus.RUNNING);
        return switch (status) {
            case INITIALIZING, CREATED, RECONCILING -> "starting";
            case RESTARTING, FAILING -> "restarting";
            default -> lastCheckpoint == 0 && book.generation() == 0 ? "starting" : "running";
        };
    }

    private Optional<Throwable> lastFailure() throws InterruptedException {
        return ask(cluster.lastFailure(job));
    }

    /** An answer for the display; none when the cluster is busy or just ending. */
    private static <T> Optional<T> ask(CompletableFuture<T> question) throws InterruptedException {
        try {
            return Optional.ofNullable(question.get(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }
}
