package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.Trouble;
import java.io.IOException;
import java.time.Duration;

/**
 * How long, and how often, something is tried, and how it pauses between attempts. Flink retries a committer in a tight
 * loop, if at all, so the patience is here. One thread.
 */
final class Patience {

    private final Attempts attempts;
    private final Duration timeout;
    private final long deadline;

    Patience(Duration timeout, Backoff backoff) {
        this.timeout = requireNonNull(timeout, "timeout");
        this.attempts = new Attempts(backoff);
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** An attempt failed, but not in vain: it is like the first of what is left. */
    void progressed() {
        attempts.progressed();
    }

    /**
     * Pauses after a failed attempt.
     *
     * @param failure why it failed
     * @throws IOException when the time is over, or this was the last attempt, with {@code failure} as its cause
     */
    void pauseAfter(Exception failure, String what) throws IOException, InterruptedException {
        boolean another =
                attempts.failed(failure instanceof KinesisException kinesis ? kinesis.trouble() : Trouble.PASSING);
        long left = (deadline - System.nanoTime()) / 1_000_000;
        long pause = attempts.pauseMillis();
        if (left <= pause || !another) {
            throw new IOException(
                    what + " failed " + attempts.failures() + " times, for which there are " + timeout.toMillis()
                            + " ms; the last time: " + failure.getMessage(),
                    failure);
        }
        Thread.sleep(pause);
    }
}
