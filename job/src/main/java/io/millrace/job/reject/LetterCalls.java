package io.millrace.job.reject;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.connector.base.sink.writer.ResultHandler;

/**
 * Sends batches, each by a thread of its own, which pauses after a failure before it gives back what has to be sent again.
 * Whoever waits for a batch is told once, or not at all after closing. Used by one thread.
 */
final class LetterCalls implements AutoCloseable {

    private final LetterSender sender;
    private final LetterPauses pauses;
    private final ExecutorService threads;

    private volatile boolean closed;

    /**
     * @param sender closed with this
     * @param atOnce how many batches may be under way
     */
    LetterCalls(LetterSender sender, LetterPauses pauses, int atOnce) {
        this.sender = requireNonNull(sender, "sender");
        this.pauses = requireNonNull(pauses, "pauses");
        this.threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "dead-letter-queue");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns at once. */
    void submit(List<Letter> letters, ResultHandler<Letter> result) {
        threads.execute(() -> send(letters, result));
    }

    private void send(List<Letter> letters, ResultHandler<Letter> result) {
        List<Letter> again;
        try {
            again = sender.send(letters);
            Thread.sleep(pauses.millisBefore(again));
        } catch (InterruptedException e) {
            // Only closing interrupts.
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                result.completeExceptionally(e);
            }
            return;
        } catch (Error e) {
            // Untold, the job would wait for this batch for minutes.
            result.completeExceptionally(new IllegalStateException("sending dead letters failed: " + e, e));
            throw e;
        }
        if (closed) {
            return;
        }
        if (again.isEmpty()) {
            result.complete();
        } else {
            result.retryForEntries(again);
        }
    }

    /** Interrupts what is under way: it was in no checkpoint as done. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        sender.close();
    }
}
