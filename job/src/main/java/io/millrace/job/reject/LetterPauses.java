package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.Trouble;
import io.millrace.job.config.SqsDeadLetterConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** How long letters wait before they are sent again: by the one policy of all calls. Any thread. */
final class LetterPauses {

    private final Backoff backoff;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    /**
     * @param timeout how long a letter may fail; no pause goes beyond
     * @param nanoTime the clock of {@link Letter#failingSince}
     */
    LetterPauses(Backoff backoff, Duration timeout, LongSupplier nanoTime) {
        this.backoff = requireNonNull(backoff, "backoff");
        this.timeout = requireNonNull(timeout, "timeout");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    static LetterPauses of(SqsDeadLetterConfig config) {
        Backoff backoff = new Backoff(
                config.retry().endless(), () -> ThreadLocalRandom.current().nextDouble());
        return new LetterPauses(backoff, config.timeout(), System::nanoTime);
    }

    /**
     * The pause after the letter that failed most often, the longer one if any of them was throttled, in milliseconds.
     *
     * @param letters of one batch; those without failures, which replace what the queue refuses, need no pause
     */
    long millisBefore(List<Letter> letters) {
        int failures = 0;
        Trouble trouble = Trouble.PASSING;
        long left = Long.MAX_VALUE;
        long now = nanoTime.getAsLong();
        for (Letter letter : letters) {
            if (letter.failures() == 0) {
                continue;
            }
            failures = Math.max(failures, letter.failures());
            trouble = letter.trouble() == Trouble.THROTTLED ? Trouble.THROTTLED : trouble;
            left = Math.min(left, timeout.toMillis() - (now - letter.failingSince()) / 1_000_000);
        }
        return failures == 0 ? 0 : Math.max(0, Math.min(left, backoff.pauseMillis(failures, trouble)));
    }
}
