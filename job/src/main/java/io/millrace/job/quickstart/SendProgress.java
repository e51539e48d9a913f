package io.millrace.job.quickstart;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Which steps have been taken, so that several threads can share them out and one number says where to go on after an
 * interruption: all steps below {@link #confirmed} are done, and of those above none needs to be remembered. Not safe for
 * several threads.
 */
final class SendProgress {

    private final long steps;
    private final TreeMap<Long, Long> confirmedAhead = new TreeMap<>();
    private long claimed;
    private long confirmed;

    /**
     * @param steps how many there are
     * @param confirmed how many of them, from the first, are done already
     */
    SendProgress(long steps, long confirmed) {
        if (confirmed < 0 || confirmed > steps) {
            throw new IllegalArgumentException(confirmed + " steps of " + steps + " cannot be done");
        }
        this.steps = steps;
        this.claimed = confirmed;
        this.confirmed = confirmed;
    }

    /** The next steps, at most so many, which the caller now has to take; empty when all are given out. */
    Optional<StepRange> claim(int max) {
        if (claimed == steps) {
            return Optional.empty();
        }
        StepRange range = new StepRange(claimed, Math.min(steps, claimed + max));
        claimed = range.to();
        return Optional.of(range);
    }

    /** These steps, as claimed, are done. True when {@link #confirmed} has grown. */
    boolean confirm(StepRange range) {
        if (range.to() > claimed || range.from() < confirmed || confirmedAhead.containsKey(range.from())) {
            throw new IllegalStateException(range + " is not under way");
        }
        confirmedAhead.put(range.from(), range.to());
        long before = confirmed;
        while (!confirmedAhead.isEmpty() && confirmedAhead.firstKey() == confirmed) {
            confirmed = confirmedAhead.pollFirstEntry().getValue();
        }
        return confirmed > before;
    }

    /** All steps below this one are done. */
    long confirmed() {
        return confirmed;
    }

    boolean complete() {
        return confirmed == steps;
    }
}
