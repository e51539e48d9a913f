package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads that do the same work until it ends, fails or is interrupted. */
final class Workers {

    /** The work of one thread. */
    @FunctionalInterface
    interface Work {

        /** Returns when it is told to stop by its own means; an interrupt ends it at once. */
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch running;
    private final Consumer<Throwable> onFailure;
    private final Runnable onEnd;

    private boolean started;

    /**
     * Starts nothing yet.
     *
     * @param name what the threads are called, followed by a number
     * @param count how many
     * @param work what each does
     * @param onFailure hears of work that ended with an error, on its thread
     * @param onEnd hears of the end of every thread, on it, when {@link #ended} knows it already
     */
    Workers(String name, int count, Work work, Consumer<Throwable> onFailure, Runnable onEnd) {
        this.onFailure = requireNonNull(onFailure, "onFailure");
        this.onEnd = requireNonNull(onEnd, "onEnd");
        running = new CountDownLatch(count);
        for (int index = 0; index < count; index++) {
            Thread thread = new Thread(() -> run(work), name + "-" + index);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        started = true;
        threads.forEach(Thread::start);
    }

    /** True when no thread is at work, be it that none was started. */
    boolean ended() {
        return !started || running.getCount() == 0;
    }

    /** Waits for the end of all; returns false when the time, in terms of {@link System#nanoTime}, is up. */
    boolean await(long deadlineNanos) throws InterruptedException {
        return !started || running.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            onFailure.accept(e);
        } finally {
            running.countDown();
            onEnd.run();
        }
    }
}
