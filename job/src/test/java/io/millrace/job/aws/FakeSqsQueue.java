package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A queue in memory with the semantics of SQS: visibility timeouts, receipts that a later receive supersedes, the ceiling
 * of messages in flight, batches of ten, message groups, redrive, and long polls. Time is the clock's; a long poll looks at
 * it every few milliseconds. Faults are put in with {@link #failNext} and {@link #refuseDeletes}.
 */
public final class FakeSqsQueue implements SqsQueue {

    /** What can be made to fail. */
    public enum Operation {
        RECEIVE,
        DELETE,
        CHANGE_VISIBILITY,
        SEND,
        COUNTERS
    }

    /** What a standard queue answers to a delete under a superseded receipt. */
    public enum StaleDelete {
        /** As ElasticMQ does. */
        REFUSED,
        /** As AWS may do: it says yes and deletes nothing. */
        IGNORED
    }

    private static final long LIMIT_MILLIS = Duration.ofHours(12).toMillis();

    private final InstantSource clock;
    private final boolean fifo;
    private final int maxInFlight;
    private final StaleDelete staleDelete;
    private final Integer maxReceiveCount;
    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private final Map<Operation, Deque<RuntimeException>> faults = new EnumMap<>(Operation.class);
    private final Set<String> deduplicationIds = new HashSet<>();
    private Function<String, EntryOutcome> deleteFault = handle -> null;
    private Function<OutgoingMessage, EntryOutcome> sendFault = message -> null;
    private Consumer<SqsMessage> onDelete = message -> {};
    private final List<List<OutgoingMessage>> sends = new ArrayList<>();
    private Integer maxMessageBytes;
    private boolean missing;
    private Duration retention = Duration.ofDays(4);
    private boolean closed;
    private int receives;

    private FakeSqsQueue(
            InstantSource clock, boolean fifo, int maxInFlight, StaleDelete staleDelete, Integer maxReceiveCount) {
        this.clock = requireNonNull(clock, "clock");
        this.fifo = fifo;
        this.maxInFlight = maxInFlight;
        this.staleDelete = staleDelete;
        this.maxReceiveCount = maxReceiveCount;
    }

    /** A standard queue. */
    public static FakeSqsQueue standard(InstantSource clock) {
        return new FakeSqsQueue(clock, false, 120_000, StaleDelete.REFUSED, null);
    }

    /** A FIFO queue. */
    public static FakeSqsQueue fifo(InstantSource clock) {
        return new FakeSqsQueue(clock, true, 20_000, StaleDelete.REFUSED, null);
    }

    public FakeSqsQueue withMaxInFlight(int limit) {
        return new FakeSqsQueue(clock, fifo, limit, staleDelete, maxReceiveCount);
    }

    public FakeSqsQueue withStaleDelete(StaleDelete answer) {
        return new FakeSqsQueue(clock, fifo, maxInFlight, answer, maxReceiveCount);
    }

    /** Messages received this often disappear, as into a dead-letter queue. */
    public FakeSqsQueue withMaxReceiveCount(int count) {
        return new FakeSqsQueue(clock, fifo, maxInFlight, staleDelete, count);
    }

    /** What the queue says of its largest message; it says nothing otherwise, as ElasticMQ does. */
    public synchronized FakeSqsQueue withMaxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
        return this;
    }

    /** Says that it keeps messages for so long, and keeps them for ever. */
    public FakeSqsQueue saysRetention(Duration time) {
        retention = time;
        return this;
    }

    /** From now on there is no such queue. */
    public synchronized void remove() {
        missing = true;
    }

    /** The next call of {@code operation} that is not yet spoken for fails with {@code error}. */
    public synchronized void failNext(Operation operation, RuntimeException error) {
        faults.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(error);
    }

    /** Asks {@code fault} about every deleted receipt: null lets it pass, an outcome replaces the delete. */
    public synchronized void refuseDeletes(Function<String, EntryOutcome> fault) {
        deleteFault = fault;
    }

    /** Asks {@code fault} about every message that is sent: null lets it pass, an outcome replaces the send. */
    public synchronized void refuseSends(Function<OutgoingMessage, EntryOutcome> fault) {
        sendFault = fault;
    }

    /** What every send call brought, those that failed included. */
    public synchronized List<List<OutgoingMessage>> sends() {
        return List.copyOf(sends);
    }

    /** Tells {@code listener} the message of every delete that takes effect, before it does. */
    public synchronized void onDelete(Consumer<SqsMessage> listener) {
        onDelete = listener;
    }

    /** How many messages the queue holds, in any condition. */
    public synchronized int size() {
        return messages.size();
    }

    /** How many receive calls were made. */
    public synchronized int receives() {
        return receives;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** The queue opened again after its reader closed it. */
    public synchronized FakeSqsQueue afterClose() {
        if (!closed) {
            throw new IllegalStateException("the queue is still open");
        }
        closed = false;
        return this;
    }

    @Override
    public synchronized List<SqsMessage> receive(int max, Duration wait, Duration visibility)
            throws InterruptedException {
        SqsQueue.checkBatch(max);
        receives++;
        begin(Operation.RECEIVE);
        long deadline = clock.millis() + wait.toMillis();
        while (true) {
            List<SqsMessage> taken = take(max, visibility);
            if (!taken.isEmpty() || clock.millis() >= deadline) {
                return taken;
            }
            wait(2);
            if (closed) {
                throw new SqsException(SqsException.Kind.UNAVAILABLE, "Closed", "the queue was closed", null);
            }
        }
    }

    @Override
    public synchronized List<EntryOutcome> delete(List<String> receiptHandles) {
        begin(Operation.DELETE);
        SqsQueue.checkBatch(receiptHandles.size());
        List<EntryOutcome> outcomes = new ArrayList<>();
        for (String handle : receiptHandles) {
            EntryOutcome fault = deleteFault.apply(handle);
            outcomes.add(fault != null ? fault : delete(handle));
        }
        return outcomes;
    }

    @Override
    public synchronized List<EntryOutcome> changeVisibility(List<VisibilityChange> changes) {
        begin(Operation.CHANGE_VISIBILITY);
        SqsQueue.checkBatch(changes.size());
        List<EntryOutcome> outcomes = new ArrayList<>();
        for (VisibilityChange change : changes) {
            outcomes.add(change(change));
        }
        notifyAll();
        return outcomes;
    }

    @Override
    public synchronized List<EntryOutcome> send(List<OutgoingMessage> outgoing) {
        sends.add(List.copyOf(outgoing));
        begin(Operation.SEND);
        SqsQueue.checkBatch(outgoing.size());
        if (outgoing.stream().mapToLong(OutgoingMessage::size).sum() > SqsQueue.MAX_BYTES) {
            throw new SqsException(SqsException.Kind.REFUSED, "BatchRequestTooLong", "the call is too large", null);
        }
        List<EntryOutcome> outcomes = new ArrayList<>();
        for (OutgoingMessage message : outgoing) {
            EntryOutcome fault = sendFault.apply(message);
            if (fault != null) {
                outcomes.add(fault);
                continue;
            }
            if (message.body().indexOf('\uFFFE') >= 0 || message.body().indexOf('\uFFFF') >= 0) {
                outcomes.add(new EntryOutcome.Permanent("InvalidMessageContents", "characters that are not allowed"));
                continue;
            }
            if (fifo && message.groupId() == null) {
                outcomes.add(new EntryOutcome.Permanent("MissingParameter", "a FIFO queue wants a group"));
                continue;
            }
            if (message.deduplicationId() == null || deduplicationIds.add(message.deduplicationId())) {
                String id = UUID.randomUUID().toString();
                messages.put(id, new Stored(id, message, clock.millis()));
            }
            outcomes.add(EntryOutcome.SUCCEEDED);
        }
        notifyAll();
        return outcomes;
    }

    @Override
    public synchronized Counters counters() {
        begin(Operation.COUNTERS);
        long inFlight = inFlight();
        return new Counters(messages.size() - inFlight, inFlight, 0);
    }

    @Override
    public synchronized Attributes attributes() {
        begin(null);
        return new Attributes(Duration.ofSeconds(30), maxReceiveCount, retention, fifo, maxMessageBytes);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void begin(Operation operation) {
        if (closed) {
            throw new IllegalStateException("the queue is closed");
        }
        if (missing) {
            throw new SqsException(
                    SqsException.Kind.NO_SUCH_QUEUE, "QueueDoesNotExist", "the queue does not exist", null);
        }
        Deque<RuntimeException> waiting = faults.get(operation);
        if (waiting != null && !waiting.isEmpty()) {
            throw waiting.remove();
        }
    }

    private long inFlight() {
        return messages.values().stream().filter(Stored::hidden).count();
    }

    private List<SqsMessage> take(int max, Duration visibility) {
        if (maxReceiveCount != null) {
            messages.values().removeIf(message -> !message.hidden() && message.receiveCount >= maxReceiveCount);
        }
        List<SqsMessage> taken = new ArrayList<>();
        Set<String> blocked = new HashSet<>();
        if (fifo) {
            messages.values().stream().filter(Stored::hidden).forEach(message -> blocked.add(message.sent.groupId()));
        }
        long room = maxInFlight - inFlight();
        for (Stored message : messages.values()) {
            if (taken.size() >= Math.min(max, room)) {
                break;
            }
            if (!message.hidden() && !blocked.contains(message.sent.groupId())) {
                taken.add(message.receive(visibility));
            }
        }
        return taken;
    }

    private EntryOutcome delete(String handle) {
        Receipt receipt = Receipt.parse(handle);
        if (receipt == null) {
            return new EntryOutcome.ReceiptGone("ReceiptHandleIsInvalid", "no receipt: " + handle);
        }
        Stored message = messages.get(receipt.id);
        if (message == null) {
            return EntryOutcome.SUCCEEDED;
        }
        if (message.receiveCount != receipt.receive) {
            return staleDelete == StaleDelete.IGNORED && !fifo
                    ? EntryOutcome.SUCCEEDED
                    : new EntryOutcome.ReceiptGone("InvalidParameterValue", "The receipt handle has expired");
        }
        onDelete.accept(message.toMessage());
        messages.remove(receipt.id);
        return EntryOutcome.SUCCEEDED;
    }

    private EntryOutcome change(VisibilityChange change) {
        Receipt receipt = Receipt.parse(change.receiptHandle());
        if (receipt == null) {
            return new EntryOutcome.ReceiptGone("ReceiptHandleIsInvalid", "no receipt: " + change.receiptHandle());
        }
        Stored message = messages.get(receipt.id);
        if (message == null || message.receiveCount != receipt.receive) {
            return new EntryOutcome.ReceiptGone("InvalidParameterValue", "The receipt handle has expired");
        }
        if (!message.hidden()) {
            return new EntryOutcome.ReceiptGone("MessageNotInflight", "the message is visible");
        }
        long until = clock.millis() + change.timeout().toMillis();
        if (until > message.receivedAt + LIMIT_MILLIS) {
            return new EntryOutcome.Permanent(
                    "InvalidParameterValue", "Total VisibilityTimeout for the message is beyond the limit");
        }
        message.hiddenUntil = until;
        return EntryOutcome.SUCCEEDED;
    }

    private record Receipt(String id, int receive) {

        static Receipt parse(String handle) {
            int hash = handle.indexOf('#');
            return hash < 0
                    ? null
                    : new Receipt(handle.substring(0, hash), Integer.parseInt(handle.substring(hash + 1)));
        }
    }

    private final class Stored {

        private final String id;
        private final OutgoingMessage sent;
        private final long sentAt;
        private long firstReceivedAt;
        private long receivedAt;
        private long hiddenUntil;
        private int receiveCount;

        Stored(String id, OutgoingMessage sent, long sentAt) {
            this.id = id;
            this.sent = sent;
            this.sentAt = sentAt;
        }

        boolean hidden() {
            return receiveCount > 0 && clock.millis() < hiddenUntil;
        }

        SqsMessage receive(Duration visibility) {
            receiveCount++;
            receivedAt = clock.millis();
            hiddenUntil = receivedAt + visibility.toMillis();
            firstReceivedAt = receiveCount == 1 ? receivedAt : firstReceivedAt;
            return toMessage();
        }

        SqsMessage toMessage() {
            return new SqsMessage(
                    id,
                    id + "#" + receiveCount,
                    sent.body().getBytes(StandardCharsets.UTF_8),
                    sent.attributes(),
                    sent.groupId(),
                    sentAt,
                    firstReceivedAt,
                    receiveCount);
        }
    }
}
