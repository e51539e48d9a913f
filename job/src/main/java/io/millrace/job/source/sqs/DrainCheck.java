package io.millrace.job.source.sqs;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.SqsQueue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides when a queue is drained: after three readings of its counters in a row that show it empty while the readers hold
 * nothing and receive nothing. One reading is not enough, because the counters are eventually consistent.
 *
 * <p>Threads: the enumerator's only.
 */
final class DrainCheck {

    private static final int READINGS = 3;

    private long round;
    private int emptyReadings;
    private final Set<Integer> unanswered = new HashSet<>();
    private final Map<Integer, Long> receivedBefore = new HashMap<>();

    /**
     * The queue's counters were read.
     *
     * @param readers who has to answer for the reading to count
     * @return true when the readers are to be asked, about {@link #round}
     */
    boolean read(SqsQueue.Counters counters, Set<Integer> readers) {
        requireNonNull(counters, "counters");
        boolean lastUnfinished = !unanswered.isEmpty();
        round++;
        if (!counters.empty() || lastUnfinished) {
            restart();
        }
        if (!counters.empty()) {
            return false;
        }
        unanswered.addAll(readers);
        return !readers.isEmpty();
    }

    /** A reader answered; returns true when the queue is drained. */
    boolean answered(int reader, DrainAnswer answer) {
        if (answer.round() != round || !unanswered.remove(reader)) {
            return false;
        }
        Long before = receivedBefore.put(reader, answer.received());
        boolean quiet = before == null ? emptyReadings == 0 : before == answer.received();
        if (!answer.holdsNothing() || !quiet) {
            restart();
            return false;
        }
        if (unanswered.isEmpty()) {
            emptyReadings++;
        }
        return emptyReadings >= READINGS;
    }

    /** What was read so far counts no more: a reader came or went, or a reading failed. */
    void restart() {
        emptyReadings = 0;
        unanswered.clear();
        receivedBefore.clear();
    }

    long round() {
        return round;
    }
}
