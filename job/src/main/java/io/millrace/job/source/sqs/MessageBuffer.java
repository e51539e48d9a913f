package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.model.RawMessage;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Messages on their way from the receive threads to the task thread, in the order of the receives that brought them. Its
 * bound is {@link Room}: whoever adds has reserved.
 *
 * <p>Threads: receive threads add, the task thread polls; any may wake the task thread.
 */
final class MessageBuffer {

    /** A message and the receipt to report it by. */
    record Entry(RawMessage message, Receipt receipt) {

        Entry {
            requireNonNull(message, "message");
            requireNonNull(receipt, "receipt");
        }
    }

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicReference<CompletableFuture<Void>> wakeUp = new AtomicReference<>(new CompletableFuture<>());

    /** Adds the messages of one receive, in its order. */
    void add(Collection<Entry> received) {
        if (!received.isEmpty()) {
            entries.addAll(received);
            wake();
        }
    }

    /** The next message; null when there is none. */
    Entry poll() {
        return entries.poll();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Completed by the next {@link #wake}. Take it first and look for a reason to go on afterwards: nothing is missed then. */
    CompletableFuture<Void> nextWakeUp() {
        return wakeUp.get();
    }

    /** Something changed that the task thread should look at. */
    void wake() {
        wakeUp.getAndSet(new CompletableFuture<>()).complete(null);
    }
}
