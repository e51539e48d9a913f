package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.RetryConfig;
import java.util.function.DoubleSupplier;

/** The pauses between attempts: exponential, capped, with full jitter. */
public final class Backoff {

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

    /** True when no attempt follows attempt {@code attempt}, counted from 1. */
    public boolean isLast(int attempt) {
        return attempt >= attempts;
    }

    /** How long to pause after failed attempt {@code attempt}, counted from 1 and not limited by the attempts. */
    public long pauseMillis(int attempt) {
        int doublings = Math.min(attempt - 1, 40);
        long longest = baseMillis > maxMillis >> doublings ? maxMillis : baseMillis << doublings;
        return (long) (random.getAsDouble() * (longest + 1));
    }
}
