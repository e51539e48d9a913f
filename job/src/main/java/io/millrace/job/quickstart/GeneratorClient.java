package io.millrace.job.quickstart;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.Attempts;
import io.millrace.job.aws.Backoff;
import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsException;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.Trouble;
import io.millrace.job.config.RetryConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The producer: sends a sequence of clicks to a queue, as a client like any other, with several threads. After an
 * interruption it goes on where it was; what was sent but not yet recorded is sent again, as real producers do, under the
 * same event ids.
 *
 * <p>It waits while the queue holds very much, so that the embedded server's memory is enough for any number of events.
 */
final class GeneratorClient implements AutoCloseable {

    /** Where the number of finished steps is kept; called by one thread at a time, with growing numbers. */
    @FunctionalInterface
    interface Recorder {
        void record(long confirmedSteps) throws IOException;
    }

    /** What there is to do once everything is sent. */
    @FunctionalInterface
    interface LastSent {
        void run() throws InterruptedException;
    }

    private static final int THREADS = 8;

    /** Small enough that a kill repeats little, large enough that most send calls are full. */
    private static final int STEPS_AT_ONCE = 50;

    private final ClickSequence sequence;
    private final SqsQueue queue;
    private final Backoff backoff;
    private final Recorder recorder;
    private final QueueRoom room;
    private final SendProgress progress;
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Written before the threads start. */
    private LastSent atEnd = () -> {};

    /**
     * @param confirmed how many steps of the sequence are done already
     * @param queue where to; stays open when the client is closed
     */
    GeneratorClient(
            ClickSequence sequence,
            long confirmed,
            SqsQueue queue,
            RetryConfig retry,
            QueueRoom room,
            Recorder recorder) {
        this.sequence = requireNonNull(sequence, "sequence");
        this.queue = requireNonNull(queue, "queue");
        this.backoff = new Backoff(retry, () -> ThreadLocalRandom.current().nextDouble());
        this.room = requireNonNull(room, "room");
        this.recorder = requireNonNull(recorder, "recorder");
        this.progress = new SendProgress(sequence.steps(), confirmed);
        if (progress.complete()) {
            done.complete(null);
        }
    }

    /** Sends some messages on the caller's thread. */
    void sendSome() throws IOException, InterruptedException {
        sendNext();
    }

    /**
     * Sends the rest on threads of its own.
     *
     * @param lastSent called once when everything is sent, before {@link #done} ends
     */
    void start(LastSent lastSent) {
        atEnd = requireNonNull(lastSent, "lastSent");
        for (int number = 1; number <= THREADS; number++) {
            Thread thread = new Thread(this::run, "quickstart-generator-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Ends when everything is sent, or with the error that makes that impossible; never when closed before. */
    CompletableFuture<Void> done() {
        return done;
    }

    boolean complete() {
        synchronized (progress) {
            return progress.complete();
        }
    }

    /** How many of the different events have been sent for sure. */
    long sentEvents() {
        synchronized (progress) {
            return Math.min(progress.confirmed(), sequence.events());
        }
    }

    /** Stops; what is under way may or may not be sent. */
    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run() {
        try {
            while (!done.isCompletedExceptionally() && sendNext()) {
                // sendNext does it all.
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private boolean sendNext() throws IOException, InterruptedException {
        Optional<StepRange> range;
        synchronized (progress) {
            range = progress.claim(STEPS_AT_ONCE);
        }
        if (range.isEmpty()) {
            return false;
        }
        List<OutgoingMessage> messages =
                sequence.messages(range.get()).stream().map(OutgoingMessage::of).toList();
        room.await();
        for (int from = 0; from < messages.size(); from += SqsQueue.MAX_BATCH) {
            sendAll(messages.subList(from, Math.min(messages.size(), from + SqsQueue.MAX_BATCH)));
        }
        confirm(range.get());
        return true;
    }

    private void confirm(StepRange range) throws IOException, InterruptedException {
        boolean last;
        synchronized (progress) {
            if (progress.confirm(range)) {
                recorder.record(progress.confirmed());
            }
            last = progress.complete();
        }
        if (last) {
            atEnd.run();
            done.complete(null);
        }
    }

    private void sendAll(List<OutgoingMessage> messages) throws InterruptedException {
        List<OutgoingMessage> rest = new ArrayList<>(messages);
        Attempts attempts = new Attempts(backoff);
        for (SqsException why = send(rest); why != null; why = send(rest)) {
            if (!attempts.failed(why.trouble())) {
                throw why;
            }
            attempts.pause();
        }
    }

    /** One call. Takes out of {@code rest} what is sent; returns why the others are not, and null when there are none. */
    private SqsException send(List<OutgoingMessage> rest) throws InterruptedException {
        List<EntryOutcome> outcomes;
        try {
            outcomes = queue.send(rest);
        } catch (SqsException e) {
            return e;
        }
        List<OutgoingMessage> again = new ArrayList<>();
        EntryOutcome.Failed failure = null;
        for (int entry = 0; entry < rest.size(); entry++) {
            if (outcomes.get(entry) instanceof EntryOutcome.Failed failed) {
                again.add(rest.get(entry));
                failure = failure != null && failure.trouble() == Trouble.PERMANENT ? failure : failed;
            }
        }
        rest.clear();
        rest.addAll(again);
        return failure == null ? null : SqsException.of(failure, again.size() + " messages are not sent");
    }
}
