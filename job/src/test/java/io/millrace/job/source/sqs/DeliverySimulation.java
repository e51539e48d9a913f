package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.EntryOutcome;
import io.millrace.job.aws.FakeSqsQueue;
import io.millrace.job.aws.OutgoingMessage;
import io.millrace.job.aws.SqsMessage;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueue.VisibilityChange;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A whole job as a model in one thread: readers that are nothing but {@link Receipts}, channels with barriers, a
 * deduplication and a file that are restored with the checkpoint, a coordinator whose notifications get lost or come late,
 * and a queue with the semantics of SQS. A schedule of numbers says what happens next. Every step checks the rules of
 * delivery; {@link #settle} checks the outcome.
 */
final class DeliverySimulation {

    /** A rule broken on purpose, to see that the checks notice. */
    enum Breach {
        NONE,
        DELETES_WHEN_EMITTED,
        DELETES_WHEN_SEALED,
        DELETES_ONE_CHECKPOINT_TOO_EARLY,
        RELEASES_WHAT_IS_SEALED
    }

    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final int BUFFER_LIMIT = 6;
    private static final int HELD_LIMIT = 15;
    private static final int STEPS = 16;

    private final Breach breach;
    private final ManualClock clock = new ManualClock();
    private final FakeSqsQueue queue;
    private final List<String> sent = new ArrayList<>();

    // The job; all of it is lost in a failure, but for what the completed checkpoint holds.
    private List<Reader> readers = new ArrayList<>();
    private Set<String> seen = new HashSet<>();
    private List<String> rows = new ArrayList<>();

    // The coordinator, which survives.
    private final TreeMap<Long, Checkpoint> open = new TreeMap<>();
    private final List<Runnable> notifications = new ArrayList<>();
    private final List<Runnable> lateDeletes = new ArrayList<>();
    private Checkpoint completed = new Checkpoint(0);
    private long lastId;

    private int choice;

    DeliverySimulation(Breach breach, FakeSqsQueue.StaleDelete staleDelete) {
        this.breach = breach;
        queue = FakeSqsQueue.standard(clock).withStaleDelete(staleDelete);
        queue.onDelete(message -> assertThat(completed.rows)
                .as("a message is deleted only when a completed checkpoint holds it")
                .contains(message.messageId()));
        for (int index = 0; index < 2; index++) {
            readers.add(new Reader());
        }
    }

    /** Does what a number says. */
    void step(int number) {
        choice = number / STEPS;
        Reader reader = readers.get(pick(readers.size()));
        switch (number % STEPS) {
            case 0 -> send(1 + pick(12));
            case 1, 2 -> reader.receive(pick(4) == 0);
            case 3, 4 -> reader.emit(1 + pick(5));
            case 5 -> process(reader, 1 + pick(8));
            case 6 -> trigger();
            case 7, 8 -> reader.snapshotNext();
            case 9 -> notify(pick(notifications.size()), pick(5) == 0);
            case 10 -> reader.delete(pick(6));
            case 11 -> reader.beat(pick(4) == 0);
            case 12 -> clock.advance(Duration.ofMillis(500L * pick(20)));
            case 13 -> sometimes(4, this::abort);
            case 14 -> sometimes(5, () -> clock.advance(VISIBILITY));
            default -> sometimes(6, () -> fail(pick(2) == 0, 1 + pick(3)));
        }
        readers.forEach(Reader::checkLimits);
    }

    /** Lets everything go well from now on, until nothing is left to do, and checks what came of it. */
    void settle() {
        for (int round = 0;
                round < 400 && !(queue.size() == 0 && readers.stream().allMatch(Reader::isDone));
                round++) {
            clock.advance(Duration.ofSeconds(10));
            readers.forEach(reader -> reader.receive(true));
            readers.forEach(reader -> reader.emit(Integer.MAX_VALUE));
            trigger();
            readers.forEach(Reader::snapshotAll);
            while (readers.stream().anyMatch(reader -> process(reader, 1))) {
                // Until every channel is empty: barriers wait for each other.
            }
            while (!notifications.isEmpty()) {
                notify(0, false);
            }
            readers.forEach(Reader::deleteAll);
            lateDeletes.forEach(Runnable::run);
            lateDeletes.clear();
        }
        assertThat(queue.size()).as("everything is deleted in the end").isZero();
        assertThat(readers).as("nothing is held in the end").allMatch(Reader::isDone);
        assertThat(completed.rows).as("every message is in the files once").containsExactlyInAnyOrderElementsOf(sent);
    }

    private void send(int count) {
        queue.send(Stream.generate(() -> OutgoingMessage.of("body"))
                .limit(Math.min(count, SqsQueue.MAX_BATCH))
                .toList());
    }

    /** Returns false when there is nothing, or when the channel waits for the others' barriers. */
    private boolean process(Reader reader, int count) {
        boolean any = false;
        for (int index = 0; index < count && reader.processNext(); index++) {
            any = true;
        }
        return any;
    }

    private void trigger() {
        if (open.size() < 2) {
            lastId++;
            open.put(lastId, new Checkpoint(lastId));
            readers.forEach(reader -> reader.unsealed.add(lastId));
        }
    }

    private void abort() {
        if (!open.isEmpty()) {
            long id = pick(2) == 0 ? open.firstKey() : open.lastKey();
            open.remove(id);
            for (Reader reader : readers) {
                notifications.add(() -> reader.receipts.checkpointAborted(id));
            }
        }
    }

    private void complete(Checkpoint checkpoint) {
        checkpoint.seen = new HashSet<>(seen);
        checkpoint.rows = new ArrayList<>(rows);
        assertThat(checkpoint.rows)
                .as("nothing is twice in a completed checkpoint")
                .doesNotHaveDuplicates();
        open.headMap(checkpoint.id, true).clear();
        completed = checkpoint;
        long id = breach == Breach.DELETES_ONE_CHECKPOINT_TOO_EARLY ? checkpoint.id + 1 : checkpoint.id;
        for (Reader reader : readers) {
            notifications.add(() -> reader.receipts.checkpointCompleted(id));
        }
    }

    private void notify(int index, boolean lost) {
        if (!notifications.isEmpty()) {
            Runnable notification = notifications.remove(index);
            if (!lost) {
                notification.run();
            }
        }
    }

    /** All readers end, gracefully or not; as many as the next run has start from the completed checkpoint. */
    private void fail(boolean graceful, int parallelism) {
        if (graceful) {
            readers.forEach(Reader::stop);
        }
        open.clear();
        notifications.clear();
        seen = new HashSet<>(completed.seen);
        rows = new ArrayList<>(completed.rows);
        readers = new ArrayList<>();
        for (int index = 0; index < parallelism; index++) {
            readers.add(new Reader());
        }
        int next = 0;
        for (List<SealedReceipt> split : completed.splits.values()) {
            readers.get(next++ % parallelism).receipts.restored(split, clock.millis());
        }
    }

    private int pick(int bound) {
        int picked = bound == 0 ? 0 : choice % bound;
        choice /= Math.max(1, bound);
        return picked;
    }

    private void sometimes(int oneIn, Runnable action) {
        if (pick(oneIn) == 0) {
            action.run();
        }
    }

    private static final class Checkpoint {

        private final long id;
        private final Map<Reader, List<SealedReceipt>> splits = new HashMap<>();
        private Set<String> seen = Set.of();
        private List<String> rows = List.of();

        Checkpoint(long id) {
            this.id = id;
        }

        boolean holds(String handle) {
            return splits.values().stream().flatMap(Collection::stream).anyMatch(receipt -> receipt.handle()
                    .equals(handle));
        }
    }

    /** A message on its way, or the barrier of a checkpoint where there is no message. */
    private record Element(String messageId, long barrier) {}

    private final class Reader {

        private final Room room = new Room(BUFFER_LIMIT, HELD_LIMIT);
        private final Receipts receipts = new Receipts(room, VISIBILITY);
        private final Deque<Receipt> buffer = new ArrayDeque<>();
        private final Deque<Element> channel = new ArrayDeque<>();
        private final Deque<Long> unsealed = new ArrayDeque<>();
        private int restored = -1;

        void receive(boolean evenIfRestoredAreLeft) {
            if (!evenIfRestoredAreLeft && !restoredTried()) {
                return;
            }
            int reservation = room.tryReserve(4);
            if (reservation == 0) {
                return;
            }
            List<Receipt> received = new ArrayList<>();
            for (SqsMessage message : receiveFromQueue(reservation)) {
                if (message.receiveCount() == 1) {
                    sent.add(message.messageId());
                }
                received.add(new Receipt(
                        message.messageId(),
                        message.receiptHandle(),
                        message.sentAtMillis(),
                        clock.millis(),
                        clock.millis() + VISIBILITY.toMillis(),
                        Receipt.State.BUFFERED,
                        false));
            }
            receipts.received(reservation, received);
            buffer.addAll(received);
        }

        void emit(int count) {
            for (int index = 0; index < count && !buffer.isEmpty(); index++) {
                Receipt receipt = buffer.remove();
                receipts.emitted(receipt);
                channel.add(new Element(receipt.messageId(), 0));
                if (breach == Breach.DELETES_WHEN_EMITTED) {
                    queue.delete(List.of(receipt.handle()));
                }
            }
        }

        void snapshotNext() {
            Long id = unsealed.poll();
            if (id == null) {
                return;
            }
            List<SealedReceipt> split = receipts.seal(id);
            channel.add(new Element(null, id));
            if (open.containsKey(id)) {
                open.get(id).splits.put(this, split);
            }
            if (breach == Breach.DELETES_WHEN_SEALED) {
                receipts.checkpointCompleted(id);
            }
        }

        void snapshotAll() {
            while (!unsealed.isEmpty()) {
                snapshotNext();
            }
        }

        boolean processNext() {
            Element next = channel.peek();
            if (next == null) {
                return false;
            }
            if (next.messageId() != null) {
                channel.remove();
                if (seen.add(next.messageId())) {
                    rows.add(next.messageId());
                }
                return true;
            }
            Checkpoint checkpoint = open.get(next.barrier());
            if (checkpoint == null) {
                channel.remove();
                return true;
            }
            if (!readers.stream().allMatch(reader -> next.equals(reader.channel.peek()))) {
                return false;
            }
            readers.forEach(reader -> reader.channel.remove());
            complete(checkpoint);
            return true;
        }

        /** Deletes one batch, in one of the ways in which that can go. */
        void delete(int way) {
            List<Receipt> batch = receipts.pollDeletable(5);
            if (batch.isEmpty()) {
                return;
            }
            List<String> handles = batch.stream().map(Receipt::handle).toList();
            switch (way) {
                case 0 -> receipts.deleteFailed(batch);
                case 1 -> {
                    queue.delete(handles);
                    receipts.deleteFailed(batch);
                }
                case 2 -> {
                    lateDeletes.add(() -> queue.delete(handles));
                    receipts.deleteFailed(batch);
                }
                default -> settle(batch, queue.delete(handles));
            }
        }

        void deleteAll() {
            for (List<Receipt> batch = receipts.pollDeletable(10);
                    !batch.isEmpty();
                    batch = receipts.pollDeletable(10)) {
                settle(batch, queue.delete(batch.stream().map(Receipt::handle).toList()));
            }
        }

        private void settle(List<Receipt> batch, List<EntryOutcome> outcomes) {
            for (int index = 0; index < batch.size(); index++) {
                List<Receipt> one = List.of(batch.get(index));
                if (outcomes.get(index) instanceof EntryOutcome.Succeeded) {
                    receipts.deleteConfirmed(one);
                } else {
                    receipts.deletePointless(one);
                }
            }
        }

        void beat(boolean fails) {
            for (Leases.Extension due :
                    receipts.takeLeasesDue(Integer.MAX_VALUE, clock.millis()).extensions()) {
                if (fails) {
                    receipts.leasePostponed(due, clock.millis());
                    continue;
                }
                EntryOutcome outcome = queue.changeVisibility(
                                List.of(new VisibilityChange(due.receipt().handle(), due.timeout())))
                        .get(0);
                if (outcome instanceof EntryOutcome.Succeeded) {
                    receipts.leaseExtended(due);
                } else {
                    receipts.leaseLost(due);
                }
            }
        }

        void stop() {
            List<String> handles = new ArrayList<>(
                    receipts.release().stream().map(Receipt::handle).toList());
            if (breach == Breach.RELEASES_WHAT_IS_SEALED) {
                receipts.seal(Long.MAX_VALUE).forEach(receipt -> handles.add(receipt.handle()));
            }
            for (String handle : handles) {
                assertThat(completed.holds(handle)
                                || open.values().stream().anyMatch(checkpoint -> checkpoint.holds(handle)))
                        .as("what a checkpoint holds, or may come to hold, is not released")
                        .isFalse();
                queue.changeVisibility(List.of(new VisibilityChange(handle, Duration.ZERO)));
            }
        }

        void checkLimits() {
            restored = restored < 0 ? receipts.summary().held() : restored;
            assertThat(receipts.summary().held())
                    .as("no more is held than the limit allows, apart from what was restored")
                    .isLessThanOrEqualTo(Math.max(HELD_LIMIT, restored));
            assertThat(buffer.size()).as("the buffer has its limit").isLessThanOrEqualTo(BUFFER_LIMIT);
        }

        boolean isDone() {
            return receipts.isEmpty() && buffer.isEmpty() && channel.isEmpty();
        }

        private boolean restoredTried() {
            try {
                return receipts.awaitRestoredTried(Duration.ZERO);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private List<SqsMessage> receiveFromQueue(int max) {
            try {
                return queue.receive(max, Duration.ZERO, VISIBILITY);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
