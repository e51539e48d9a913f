package io.millrace.job.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A list of failures that are still to come, each at a named point and after a random number of passes there. Static,
 * because the tasks of a job that runs in this JVM share nothing else with the test.
 */
final class Chaos {

    enum Point {
        /** While records flow. */
        RECORD(300),
        /** While the state is taken, after the files have been closed. */
        SNAPSHOT(4),
        /** When the checkpoint is complete, in one instance; the other may or may not have committed. */
        COMPLETE(4),
        /** When files have become visible and are told. */
        COMMITTED(8);

        private final int within;

        Point(int within) {
            this.within = within;
        }
    }

    private record Failure(Point point, int after) {}

    private static final Deque<Failure> TO_COME = new ArrayDeque<>();
    private static final Map<Point, Integer> HAPPENED = new EnumMap<>(Point.class);
    private static int passes;

    private Chaos() {}

    static synchronized void none() {
        TO_COME.clear();
        HAPPENED.clear();
        passes = 0;
    }

    /** Each point fails {@code times} times, in an order that {@code seed} decides. */
    static synchronized void plan(int times, long seed) {
        none();
        Random random = new Random(seed);
        List<Failure> failures = new ArrayList<>();
        for (Point point : Point.values()) {
            for (int i = 0; i < times; i++) {
                failures.add(new Failure(point, 1 + random.nextInt(point.within)));
            }
        }
        java.util.Collections.shuffle(failures, random);
        TO_COME.addAll(failures);
    }

    static synchronized void at(Point point) {
        Failure next = TO_COME.peek();
        if (next == null || next.point != point || ++passes < next.after) {
            return;
        }
        passes = 0;
        TO_COME.remove();
        HAPPENED.merge(point, 1, Integer::sum);
        throw new IllegalStateException("chaos at " + point);
    }

    static synchronized boolean isOver() {
        return TO_COME.isEmpty();
    }

    static synchronized Map<Point, Integer> happened() {
        return new EnumMap<>(HAPPENED);
    }
}
