package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import java.time.Duration;
import java.util.List;

/** Passes every call on; a test overrides the one it watches or spoils. */
public abstract class ForwardingSqsQueue implements SqsQueue {

    private final SqsQueue queue;

    protected ForwardingSqsQueue(SqsQueue queue) {
        this.queue = requireNonNull(queue, "queue");
    }

    @Override
    public List<SqsMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
        return queue.receive(max, wait, visibility);
    }

    @Override
    public List<EntryOutcome> delete(List<String> receiptHandles) throws InterruptedException {
        return queue.delete(receiptHandles);
    }

    @Override
    public List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
        return queue.changeVisibility(changes);
    }

    @Override
    public List<EntryOutcome> send(List<OutgoingMessage> messages) throws InterruptedException {
        return queue.send(messages);
    }

    @Override
    public Counters counters() throws InterruptedException {
        return queue.counters();
    }

    @Override
    public Attributes attributes() throws InterruptedException {
        return queue.attributes();
    }

    @Override
    public void close() {
        queue.close();
    }
}
