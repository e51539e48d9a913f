package io.millrace.job.source.kinesis;

import io.millrace.job.aws.Attempts;
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
        Attempts attempts = new Attempts(backoff);
        while (true) {
            try {
                return call.make();
            } catch (KinesisException e) {
                if (!attempts.failed(e.trouble())) {
                    throw e;
                }
                attempts.pause();
            }
        }
    }
}
