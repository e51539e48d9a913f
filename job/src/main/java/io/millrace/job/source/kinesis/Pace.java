package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.Trouble;
import java.time.Duration;

/**
 * When a shard may be asked again: within its limits of calls and bytes, seldom when it is idle, and ever more seldom
 * while it cannot keep up or does not answer.
 *
 * <p>Used by one thread.
 */
final class Pace {

    /** What a shard gives to all its readers together. */
    private static final long BYTES_PER_SECOND = 2 << 20;

    private final Duration interval;
    private final Duration idleInterval;
    private final Attempts attempts;

    private long dueAtMillis;

    /**
     * @param interval the least time between two calls
     * @param idleInterval the time after a page without records
     * @param backoff the pauses after failures
     */
    Pace(Duration interval, Duration idleInterval, Backoff backoff) {
        this.interval = requireNonNull(interval, "interval");
        this.idleInterval = requireNonNull(idleInterval, "idleInterval");
        this.attempts = new Attempts(backoff);
    }

    /** When the next call may be made, milliseconds since the epoch. */
    long dueAtMillis() {
        return dueAtMillis;
    }

    /**
     * A page has come.
     *
     * @param bytes of its records
     * @param atTip true when it had no record and the shard has none that is newer
     */
    void answered(long askedAtMillis, long bytes, boolean atTip) {
        attempts.progressed();
        long pause = Math.max(interval.toMillis(), bytes * 1000 / BYTES_PER_SECOND);
        dueAtMillis = askedAtMillis + (atTip ? Math.max(pause, idleInterval.toMillis()) : pause);
    }

    /**
     * A call failed for a passing reason.
     *
     * @return false when the attempts are used up
     */
    boolean failed(long nowMillis, Trouble trouble) {
        boolean another = attempts.failed(trouble);
        dueAtMillis = nowMillis + Math.max(interval.toMillis(), attempts.pauseMillis());
        return another;
    }
}
