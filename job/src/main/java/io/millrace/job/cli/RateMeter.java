package io.millrace.job.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Speeds over the last seconds. Used by one thread. */
final class RateMeter {

    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private record Sample(long nanos, long records, long bytes) {}

    /**
     * @param recordsPerSecond decoded records
     * @param bytesPerSecond bytes of message bodies
     */
    record Rates(double recordsPerSecond, double bytesPerSecond) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long generation = -1;

    /**
     * Takes a sample.
     *
     * @param nanos when, by {@link System#nanoTime}
     * @param history which operators counted: what a restart took back or a restore brought along is not speed
     */
    Rates sample(long nanos, long records, long bytes, long history) {
        if (history != generation) {
            samples.clear();
            generation = history;
        }
        samples.addLast(new Sample(nanos, records, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (nanos - first.nanos()) / NANOS_PER_SECOND;
        if (seconds <= 0) {
            return new Rates(0, 0);
        }
        return new Rates((records - first.records()) / seconds, (bytes - first.bytes()) / seconds);
    }
}
