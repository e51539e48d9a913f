package io.millrace.job.source.sqs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;

/** Fails the task now and then, and slows it down. */
final class Failures implements MapFunction<String, String> {

    private static final long serialVersionUID = 1L;

    private static final AtomicInteger LEFT = new AtomicInteger();
    private static final AtomicInteger UNTIL_NEXT = new AtomicInteger();
    private static volatile int every;

    private final long pauseNanos;

    Failures(long pauseMicros) {
        pauseNanos = pauseMicros * 1000;
    }

    /** From now on {@code count} failures, one every {@code records} records of both subtasks. */
    static void arm(int count, int records) {
        every = records;
        UNTIL_NEXT.set(records);
        LEFT.set(count);
    }

    static int left() {
        return LEFT.get();
    }

    @Override
    public String map(String line) {
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
        if (LEFT.get() > 0 && UNTIL_NEXT.decrementAndGet() == 0) {
            LEFT.decrementAndGet();
            UNTIL_NEXT.set(every);
            throw new IllegalStateException("a failure that the test wants");
        }
        return line;
    }
}
