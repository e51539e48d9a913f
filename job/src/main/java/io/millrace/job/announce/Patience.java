package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.Trouble;
import io.millrace.job.config.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How long, or how often, something is tried, and how it pauses between attempts. Flink retries a committer in a tight
 * loop, if at all, so the patience is here. One thread.
 */
final class Patience {

    private final Attempts attempts;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final long start;

    /**
     * @param timeout after which there is no other attempt; null when their number alone decides
     * @param nanoTime as {@link System#nanoTime}
     */
    Patience(Backoff backoff, Duration timeout, LongSupplier nanoTime) {
        this.attempts = new Attempts(backoff);
        this.timeout = timeout;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.start = nanoTime.getAsLong();
    }

    /** As often as this says. */
    static Patience of(RetryConfig retry) {
        return of(retry, null);
    }

    /** As often as this says, for at most so long. */
    static Patience of(RetryConfig retry, Duration timeout) {
        return new Patience(
                new Backoff(retry, () -> ThreadLocalRandom.current().nextDouble()), timeout, System::nanoTime);
    }

    /** An attempt failed, but not in vain: it is like the first of what is left. */
    void progressed() {
        attempts.progressed();
    }

    /**
     * Pauses after a failed attempt, at most until the time is over: the last attempt is made then.
     *
     * @param failure why it failed
     * @throws IOException when the time is over, or this was the last attempt, with {@code failure} as its cause
     */
    void pauseAfter(Exception failure, String what) throws IOException, InterruptedException {
        Thread.sleep(pauseMillis(failure, what));
    }

    /** How long to pause after a failed attempt. */
    long pauseMillis(Exception failure, String what) throws IOException {
        boolean another =
                attempts.failed(failure instanceof KinesisException kinesis ? kinesis.trouble() : Trouble.PASSING);
        long left = timeout == null ? Long.MAX_VALUE : timeout.toMillis() - (nanoTime.getAsLong() - start) / 1_000_000;
        if (left <= 0 || !another) {
            throw new IOException(
                    what + " failed " + attempts.failures() + " times"
                            + (timeout == null ? "" : ", for which there are " + timeout.toMillis() + " ms")
                            + "; the last time: " + failure.getMessage(),
                    failure);
        }
        return Math.min(left, attempts.pauseMillis());
    }
}
