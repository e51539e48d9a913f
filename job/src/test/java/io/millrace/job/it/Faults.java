package io.millrace.job.it;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the job is made to fail, and how often. Static, because Flink ships functions by serialization and the job runs
 * in this JVM.
 */
final class Faults {

    /** The moments at which failures hurt. */
    enum Point {
        /** While records are on their way, before the barrier of a checkpoint. */
        BEFORE_BARRIER,
        /** After a reader has put its state into a checkpoint, before that checkpoint is complete. */
        AFTER_SNAPSHOT,
        /** Files of a checkpoint are visible, and the committer has not yet been told so. */
        DURING_COMMIT,
        /** The checkpoint is complete and the reader is about to delete its messages. */
        BEFORE_DELETE
    }

    /** What stands in the job's exception. */
    static final class Forced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Forced(Point point) {
            super("forced at " + point);
        }
    }

    private static final Map<Point, AtomicInteger> LEFT = new EnumMap<>(Point.class);
    private static final Map<Point, AtomicInteger> CHANCES = new EnumMap<>(Point.class);
    private static final Map<Point, Integer> EVERY = new EnumMap<>(Point.class);

    private Faults() {}

    /** Forgets everything. */
    static synchronized void clear() {
        LEFT.clear();
        CHANCES.clear();
        EVERY.clear();
    }

    /** Fails {@code times} times at {@code point}: at every {@code every}th chance. */
    static synchronized void at(Point point, int times, int every) {
        LEFT.put(point, new AtomicInteger(times));
        CHANCES.put(point, new AtomicInteger());
        EVERY.put(point, every);
    }

    /** Called at a point; throws when its time has come. */
    static void chance(Point point) {
        AtomicInteger left = LEFT.get(point);
        if (left == null || left.get() <= 0) {
            return;
        }
        if (CHANCES.get(point).incrementAndGet() % EVERY.get(point) == 0 && left.getAndDecrement() > 0) {
            throw new Forced(point);
        }
    }

    /** How many failures have not happened yet. */
    static int left() {
        return LEFT.values().stream()
                .mapToInt(count -> Math.max(0, count.get()))
                .sum();
    }
}
