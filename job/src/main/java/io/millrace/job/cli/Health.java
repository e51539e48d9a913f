package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.PipelineName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a run says to whoever looks after it.
 *
 * <p>It is <em>live</em> while the thread that watches the job does so: a restart of the process would help when it is
 * not. It is <em>ready</em> while the job runs and completes its checkpoints, so that rows keep becoming visible: a job
 * that waits for a store, or restarts by itself, is live and not ready.
 *
 * <p>Threads: any.
 */
final class Health {

    /** The watching thread looks once a second; asking a busy cluster takes some more. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    /** A checkpoint may be skipped or fail without anything being wrong. */
    private static final int INTERVALS = 3;

    private final PipelineName pipeline;
    private final Duration oldestCheckpoint;
    private final LongSupplier nanoTime;

    private Progress last;
    private long lastNanos;

    /** An answer to one of the questions. */
    record Answer(boolean well, Map<String, Object> json) {}

    /**
     * @param interval between checkpoints
     * @param timeout of a checkpoint
     */
    Health(PipelineName pipeline, Duration interval, Duration timeout, LongSupplier nanoTime) {
        this.pipeline = requireNonNull(pipeline, "pipeline");
        this.oldestCheckpoint = interval.multipliedBy(INTERVALS).plus(timeout);
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.lastNanos = nanoTime.getAsLong();
    }

    synchronized void seen(Progress progress) {
        last = requireNonNull(progress, "progress");
        lastNanos = nanoTime.getAsLong();
    }

    synchronized Answer live() {
        return answer(stalled());
    }

    synchronized Answer ready() {
        String trouble = stalled();
        if (trouble == null && (last == null || !last.state().equals("running"))) {
            trouble = "the job is " + (last == null ? "starting" : last.state());
        }
        if (trouble == null && last.checkpointAge().compareTo(oldestCheckpoint) > 0) {
            trouble = "no checkpoint was completed for " + Units.duration(last.checkpointAge()) + ", longer than "
                    + Units.duration(oldestCheckpoint) + " (three intervals and the time-out)";
        }
        return answer(trouble);
    }

    /** Null when it is not. */
    private String stalled() {
        Duration silence = Duration.ofNanos(nanoTime.getAsLong() - lastNanos);
        return silence.compareTo(STALLED) > 0 ? "nothing has looked at the job for " + Units.duration(silence) : null;
    }

    private Answer answer(String trouble) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", trouble == null ? "up" : "down");
        if (trouble != null) {
            json.put("reason", trouble);
        }
        json.put("pipeline", pipeline.value());
        json.put("state", last == null ? "starting" : last.state());
        if (last != null) {
            json.put("lastCheckpoint", last.figures().lastCheckpoint());
            json.put("checkpointAgeSeconds", last.checkpointAge().toMillis() / 1000.0);
            json.put("failedCheckpoints", last.figures().failedCheckpoints());
            json.put("restarts", last.figures().restarts());
        }
        return new Answer(trouble == null, json);
    }
}
