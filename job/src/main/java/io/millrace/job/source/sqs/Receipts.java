package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.source.sqs.Receipt.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The messages that one reader holds, and how far each is: the rules of delivery, without Flink and without AWS.
 *
 * <pre>
 *   received ─→ BUFFERED ─emitted→ EMITTED ─seal(n)→ SEALED ─checkpointCompleted(≥ n)→ DELETABLE ─take→ DELETING ─→ gone
 *                  │                  │  ↑               │                              ↑  ↑              │
 *               release            release └─────────────┘                       restored  └─ DELETE_FAILED
 *                                        checkpointAborted(n)                              (next checkpoint)
 * </pre>
 *
 * <p>The rules: a message is deleted only when a completed checkpoint holds it. A message that a checkpoint holds, or may
 * come to hold, is never released. A receipt leaves only by a confirmed delete, by a release, or because the queue says
 * that it is of no more use.
 *
 * <p>Threads: any. Delete threads wait here for {@link #takeDeletable work}; the task thread never waits.
 */
final class Receipts {

    /** What the gauges show. */
    record Summary(
            int held, long earliestLeaseEndMillis, long oldestSentAtMillis, long oldestUncommittedSentAtMillis) {}

    private final Room room;
    private final Leases leases;

    private final Set<Receipt> held = new LinkedHashSet<>();
    private final Deque<Receipt> deletable = new ArrayDeque<>();
    private final NavigableSet<Long> openCheckpoints = new TreeSet<>();
    private int deleting;
    private int restoredLeft;
    private long receivedEver;
    private boolean deletingStopped;

    /**
     * @param room what receives reserve before they are sent
     * @param visibility how long a receive or an extension hides a message
     */
    Receipts(Room room, Duration visibility) {
        this.room = requireNonNull(room, "room");
        this.leases = new Leases(visibility);
    }

    // ---- receiving

    /** A receive has ended, with these messages; gives back its reservation. */
    synchronized void received(int reservation, Collection<Receipt> messages) {
        for (Receipt receipt : messages) {
            check(receipt, State.BUFFERED);
            held.add(receipt);
            leases.keep(receipt);
        }
        receivedEver += messages.size();
        room.fill(reservation, messages.size());
    }

    /** The task thread is about to hand the message on. */
    synchronized void emitted(Receipt receipt) {
        if (!held.contains(receipt)) {
            throw new IllegalStateException("emitted but not held: " + receipt);
        }
        check(receipt, State.BUFFERED);
        receipt.state = State.EMITTED;
        room.unbuffer();
    }

    // ---- checkpoints

    /** Checkpoint {@code checkpointId} is taken: everything emitted belongs to it. Returns what it must remember. */
    synchronized List<SealedReceipt> seal(long checkpointId) {
        openCheckpoints.add(checkpointId);
        List<SealedReceipt> sealed = new ArrayList<>(held.size());
        for (Receipt receipt : held) {
            if (receipt.state == State.BUFFERED) {
                continue;
            }
            if (receipt.state == State.EMITTED) {
                receipt.state = State.SEALED;
                receipt.seal = checkpointId;
            }
            sealed.add(new SealedReceipt(
                    receipt.messageId(),
                    receipt.handle(),
                    receipt.sentAtMillis(),
                    receipt.receivedAtMillis(),
                    receipt.leaseUntilMillis));
        }
        return sealed;
    }

    /**
     * Checkpoint {@code checkpointId} is complete, and with it every earlier one, reported or not. Returns the messages that
     * no completed checkpoint held before.
     */
    synchronized List<Receipt> checkpointCompleted(long checkpointId) {
        List<Receipt> committed = new ArrayList<>();
        openCheckpoints.headSet(checkpointId, true).clear();
        for (Receipt receipt : held) {
            boolean complete = receipt.state == State.SEALED && receipt.seal <= checkpointId;
            if (complete) {
                committed.add(receipt);
            }
            if (complete || receipt.state == State.DELETE_FAILED) {
                receipt.state = State.DELETABLE;
                deletable.add(receipt);
            }
        }
        notifyAll();
        return committed;
    }

    /** Checkpoint {@code checkpointId} will never be complete: what it held goes to the next one taken. */
    synchronized void checkpointAborted(long checkpointId) {
        if (!openCheckpoints.remove(checkpointId)) {
            return;
        }
        Long later = openCheckpoints.higher(checkpointId);
        for (Receipt receipt : held) {
            if (receipt.state == State.SEALED && receipt.seal == checkpointId) {
                receipt.state = later == null ? State.EMITTED : State.SEALED;
                receipt.seal = later == null ? 0 : later;
            }
        }
    }

    /** Receipts out of a completed checkpoint: to be deleted before anything is received. */
    synchronized void restored(Collection<SealedReceipt> receipts, long nowMillis) {
        for (SealedReceipt sealed : receipts) {
            Receipt receipt = new Receipt(
                    sealed.messageId(),
                    sealed.handle(),
                    sealed.sentAtMillis(),
                    sealed.receivedAtMillis(),
                    sealed.leaseUntilMillis(),
                    State.DELETABLE,
                    true);
            // Nobody kept it while nothing ran: that is no loss to be counted.
            receipt.leaseLost = sealed.leaseUntilMillis() <= nowMillis;
            receipt.restoreUntried = true;
            held.add(receipt);
            leases.keep(receipt);
            deletable.add(receipt);
        }
        restoredLeft += receipts.size();
        room.add(receipts.size());
        notifyAll();
    }

    /** Waits until every restored receipt was tried; returns false when the time is up. */
    synchronized boolean awaitRestoredTried(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (restoredLeft > 0 && !deletingStopped) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    // ---- deleting

    /** Waits for messages to delete; empty when deleting is stopped and nothing is left. */
    synchronized List<Receipt> takeDeletable(int max) throws InterruptedException {
        while (deletable.isEmpty() && !deletingStopped) {
            wait();
        }
        return pollDeletable(max);
    }

    /** Like {@link #takeDeletable}, but empty when there is nothing now. */
    synchronized List<Receipt> pollDeletable(int max) {
        List<Receipt> taken = new ArrayList<>(Math.min(max, deletable.size()));
        while (taken.size() < max && !deletable.isEmpty()) {
            Receipt receipt = deletable.remove();
            check(receipt, State.DELETABLE);
            receipt.state = State.DELETING;
            leases.drop(receipt);
            taken.add(receipt);
        }
        deleting += taken.size();
        return taken;
    }

    /** The queue confirmed the deletes. */
    synchronized void deleteConfirmed(Collection<Receipt> receipts) {
        receipts.forEach(receipt -> endDeleting(receipt, true));
    }

    /**
     * The queue says that these receipts are of no more use: whatever is left of the messages is deleted under a later
     * receipt. Returns how many leases are thereby found to be lost.
     */
    synchronized int deletePointless(Collection<Receipt> receipts) {
        int lost = 0;
        for (Receipt receipt : receipts) {
            // A restored receipt may well have been deleted already, before the failure.
            lost += receipt.leaseLost || receipt.restored() ? 0 : 1;
            endDeleting(receipt, true);
        }
        return lost;
    }

    /** A round of delete calls did not succeed for these: they wait for the next completed checkpoint. */
    synchronized void deleteFailed(Collection<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            endDeleting(receipt, false);
            receipt.state = State.DELETE_FAILED;
            leases.keep(receipt);
        }
    }

    private void endDeleting(Receipt receipt, boolean gone) {
        check(receipt, State.DELETING);
        deleting--;
        if (gone) {
            if (!held.remove(receipt)) {
                throw new IllegalStateException("deleted twice: " + receipt);
            }
            room.free(1);
        }
        if (receipt.restoreUntried) {
            receipt.restoreUntried = false;
            restoredLeft--;
            notifyAll();
        }
    }

    // ---- leases

    /**
     * Takes leases to extend: of those past half of their time the most urgent ones. Each is to be reported by one of the
     * three methods below. A lease whose time is over is lost: others may have its message. No lease is extended while a
     * delete call is under way.
     */
    synchronized Leases.Due takeLeasesDue(int max, long nowMillis) {
        return leases.take(max, nowMillis);
    }

    /** The queue hides the message as long as the extension says. */
    synchronized void leaseExtended(Leases.Extension extension) {
        leases.extended(extension);
    }

    /** The extension failed for a reason that may pass; it is due again at {@code nextMillis}. */
    synchronized void leasePostponed(Leases.Extension extension, long nextMillis) {
        leases.postponed(extension, nextMillis);
    }

    /** The queue says that the lease is over; returns true when that is a loss to be counted. */
    synchronized boolean leaseLost(Leases.Extension extension) {
        return leases.lost(extension);
    }

    // ---- stopping

    /** From now on delete threads end when nothing is left to delete. */
    synchronized void stopDeleting() {
        deletingStopped = true;
        notifyAll();
    }

    /** Forgets what no checkpoint holds or may come to hold; returns those that the queue can have back. */
    synchronized List<Receipt> release() {
        List<Receipt> released = new ArrayList<>();
        int before = held.size();
        held.removeIf(receipt -> {
            boolean unsealed = receipt.state == State.BUFFERED || receipt.state == State.EMITTED;
            if (unsealed) {
                leases.drop(receipt);
            }
            if (unsealed && !receipt.leaseLost) {
                released.add(receipt);
            }
            return unsealed;
        });
        room.free(before - held.size());
        return released;
    }

    // ---- readings

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many messages are waiting for a delete call or for its answer. */
    synchronized int beingDeleted() {
        return deletable.size() + deleting;
    }

    /** How many messages were ever received. */
    synchronized long receivedEver() {
        return receivedEver;
    }

    /** One pass over what is held; where nothing is, every time is {@link Long#MAX_VALUE}. */
    synchronized Summary summary() {
        long leaseEnd = Long.MAX_VALUE;
        long sentAt = Long.MAX_VALUE;
        long uncommitted = Long.MAX_VALUE;
        for (Receipt receipt : held) {
            leaseEnd = receipt.leaseLost ? leaseEnd : Math.min(leaseEnd, receipt.leaseUntilMillis);
            sentAt = Math.min(sentAt, receipt.sentAtMillis());
            uncommitted = isCommitted(receipt) ? uncommitted : Math.min(uncommitted, receipt.sentAtMillis());
        }
        return new Summary(held.size(), leaseEnd, sentAt, uncommitted);
    }

    /** Whether a completed checkpoint holds it, so that only its delete is left. */
    private static boolean isCommitted(Receipt receipt) {
        return switch (receipt.state) {
            case BUFFERED, EMITTED, SEALED -> false;
            case DELETABLE, DELETING, DELETE_FAILED -> true;
        };
    }

    private static void check(Receipt receipt, State expected) {
        if (receipt.state != expected) {
            throw new IllegalStateException("expected " + expected + ", but it is " + receipt);
        }
    }
}
