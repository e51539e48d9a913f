package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.RetryConfig;
import java.util.function.DoubleSupplier;

/**
 * The pauses between attempts: exponential, capped, with full jitter; ten times as long, up to the same cap, after an
 * attempt that was throttled. Any thread.
 */
public final class Backoff {

    /** As much as the SDK's own pauses differ. */
    private static final int THROTTLED = 10;

    private final int attempts;
    private final long baseMillis;
    private final long maxMillis;
    private final DoubleSupplier random;

    /**
     * @param retry how often and how patiently
     * @param random numbers from 0 (inclusive) to 1 (exclusive); called by whoever calls this
     */
    public Backoff(RetryConfig retry, DoubleSupplier random) {
        this.attempts = retry.attempts();
        this.baseMillis = retry.baseDelay().toMillis();
        this.maxMillis = retry.maxDelay().toMillis();
        this.random = requireNonNull(random, "random");
    }

    /** How often something is tried altogether. */
    int attempts() {
        return attempts;
    }

    /**
     * How long to pause after a failed attempt.
     *
     * @param attempt its number in a row of failures, from 1; it may be beyond the attempts
     * @param trouble why it failed
     */
    public long pauseMillis(int attempt, Trouble trouble) {
        int doublings = Math.min(attempt - 1, 40);
        long first = trouble == Trouble.THROTTLED ? baseMillis * THROTTLED : baseMillis;
        long longest = first > maxMillis >> doublings ? maxMillis : first << doublings;
        return (long) (random.getAsDouble() * (longest + 1));
    }
}
