package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/**
 * The attempts at one thing under a {@link Backoff}. Throttled attempts are followed by longer pauses and count half, unless
 * there is to be one attempt only, so that a service that only wants fewer requests is waited for about twice as often and ten
 * times as long as one that fails. One thread.
 */
public final class Attempts {

    private final Backoff backoff;
    private Trouble last = Trouble.PASSING;
    private int failures;
    private long halves;

    public Attempts(Backoff backoff) {
        this.backoff = requireNonNull(backoff, "backoff");
    }

    /**
     * Counts a failed attempt.
     *
     * @return true when another one follows: the trouble may pass, and there are attempts left
     */
    public boolean failed(Trouble trouble) {
        last = requireNonNull(trouble, "trouble");
        failures++;
        halves += trouble == Trouble.THROTTLED ? 1 : 2;
        return trouble != Trouble.PERMANENT && backoff.attempts() > 1 && halves < 2L * backoff.attempts();
    }

    /** How long to pause after the last failure, in milliseconds. */
    public long pauseMillis() {
        return backoff.pauseMillis(failures, last);
    }

    /** Pauses after the last failure. */
    public void pause() throws InterruptedException {
        Thread.sleep(pauseMillis());
    }

    /** How many attempts have failed since the last that did not. */
    public int failures() {
        return failures;
    }

    /** An attempt succeeded, or failed but not in vain: the next failure is like the first. */
    public void progressed() {
        failures = 0;
        halves = 0;
    }
}
