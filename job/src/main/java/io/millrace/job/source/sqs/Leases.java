package io.millrace.job.source.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * For how long the queue hides the messages that a reader holds, and which lease is to be extended next: the most urgent
 * one, once half of its time is over.
 *
 * <pre>
 *   keep ─→ waiting ─take→ under way ─extended, postponed→ waiting
 *              │               ├─ lost, which is for ever
 *            drop            drop: not kept on when the call has ended
 * </pre>
 *
 * <p>Threads: those of {@link Receipts}, under its lock.
 */
final class Leases {

    /** SQS hides no message longer than this after its receive; a minute is left for clocks that differ. */
    static final Duration LIMIT = Duration.ofHours(12).minusMinutes(1);

    /** A lease to extend, and until when. */
    record Extension(Receipt receipt, Duration timeout, long untilMillis) {}

    /** What there is to do now, and how many leases were found to be lost: their time is over. */
    record Due(List<Extension> extensions, int lost) {}

    private final long visibilityMillis;
    private final NavigableSet<Receipt> waiting =
            new TreeSet<>(Comparator.<Receipt>comparingLong(receipt -> receipt.leaseDueMillis)
                    .thenComparingLong(receipt -> receipt.leaseTurn));
    private long turns;

    /** @param visibility how long an extension hides a message; the queue knows whole seconds only */
    Leases(Duration visibility) {
        visibilityMillis = visibility.plusMillis(999).toSeconds() * 1000;
    }

    /** From now on the lease is extended again and again, unless it is lost. */
    void keep(Receipt receipt) {
        receipt.leaseKept = true;
        schedule(receipt, halfOfTheTime(receipt));
    }

    /** From now on the lease is left to run out. */
    void drop(Receipt receipt) {
        waiting.remove(receipt);
        receipt.leaseKept = false;
    }

    /** Takes the most urgent leases of those that are due; each is to be reported by one of the three methods below. */
    Due take(int max, long nowMillis) {
        List<Extension> extensions = new ArrayList<>();
        int lost = 0;
        while (extensions.size() < max && !waiting.isEmpty() && waiting.first().leaseDueMillis <= nowMillis) {
            Receipt receipt = waiting.pollFirst();
            long timeoutMillis = timeoutMillis(receipt, nowMillis);
            if (receipt.leaseUntilMillis <= nowMillis) {
                receipt.leaseLost = true;
                lost++;
            } else if (nowMillis + timeoutMillis < receipt.leaseUntilMillis + 1000) {
                // At its limit: nothing can be done but to see its end.
                schedule(receipt, receipt.leaseUntilMillis);
            } else {
                receipt.leaseUnderWay = true;
                extensions.add(new Extension(receipt, Duration.ofMillis(timeoutMillis), nowMillis + timeoutMillis));
            }
        }
        return new Due(extensions, lost);
    }

    /** The queue hides the message until then. */
    void extended(Extension extension) {
        Receipt receipt = ended(extension);
        receipt.leaseUntilMillis = extension.untilMillis();
        schedule(receipt, halfOfTheTime(receipt));
    }

    /** The lease is as it was; to be tried again at the given time. */
    void postponed(Extension extension, long nextMillis) {
        schedule(ended(extension), nextMillis);
    }

    /** The queue says that the lease is over; returns true when that is a loss, and not what a delete has brought about. */
    boolean lost(Extension extension) {
        Receipt receipt = ended(extension);
        receipt.leaseLost |= receipt.leaseKept;
        return receipt.leaseKept;
    }

    private static Receipt ended(Extension extension) {
        Receipt receipt = extension.receipt();
        if (!receipt.leaseUnderWay) {
            throw new IllegalStateException("not being extended: " + receipt);
        }
        receipt.leaseUnderWay = false;
        return receipt;
    }

    private void schedule(Receipt receipt, long dueMillis) {
        if (receipt.leaseKept && !receipt.leaseUnderWay && !receipt.leaseLost) {
            receipt.leaseDueMillis = dueMillis;
            receipt.leaseTurn = turns++;
            waiting.add(receipt);
        }
    }

    private long halfOfTheTime(Receipt receipt) {
        return receipt.leaseUntilMillis - visibilityMillis / 2;
    }

    /** Whole seconds, within the limit. */
    private long timeoutMillis(Receipt receipt, long nowMillis) {
        long limit = receipt.receivedAtMillis() + LIMIT.toMillis();
        return Math.min(visibilityMillis, (limit - nowMillis) / 1000 * 1000);
    }
}
