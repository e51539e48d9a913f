package io.millrace.job.source.kinesis;

import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.config.RetryConfig;
import java.util.concurrent.ThreadLocalRandom;

/** Repeats a call that has to succeed before anything else can be done. */
record Patience(Backoff backoff) {

    /** A call to the stream. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws InterruptedException;
    }

    static Patience of(RetryConfig retry) {
        return new Patience(new Backoff(retry, ThreadLocalRandom.current()::nextDouble));
    }

    /** @throws KinesisException when it fails for good, or so often that this gives up */
    <T> T call(Call<T> call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (KinesisException e) {
                if (!e.retryable() || backoff.isLast(attempt)) {
                    throw e;
                }
                Thread.sleep(backoff.pauseMillis(attempt));
            }
        }
    }
}
