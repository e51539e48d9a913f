package io.millrace.job.it;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real queue, of which {@link Evidence} hears every delete before it is made. */
record WatchedQueue(SqsQueue queue) implements SqsQueue {

    private static final Map<String, String> IDS = new ConcurrentHashMap<>();

    /** Opens watched queues. */
    record Factory(SqsQueue.Factory queues) implements SqsQueue.Factory {

        @Override
        public SqsQueue open() {
            return new WatchedQueue(queues.open());
        }
    }

    @Override
    public List<SqsMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
        List<SqsMessage> messages = queue.receive(max, wait, visibility);
        messages.forEach(message -> IDS.put(message.receiptHandle(), message.messageId()));
        return messages;
    }

    @Override
    public List<EntryOutcome> delete(List<String> receiptHandles) throws InterruptedException {
        receiptHandles.forEach(handle -> Evidence.deleted(IDS.get(handle)));
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
