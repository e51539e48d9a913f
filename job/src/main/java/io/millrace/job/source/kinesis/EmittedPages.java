package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.metrics.RecentHistogram;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The pages that one reader has emitted and that no completed checkpoint holds: how fresh the output is. A page belongs to
 * the first barrier after its last record.
 *
 * <p>Threads: any.
 */
final class EmittedPages {

    private final RecentHistogram commitLatency;
    private final InstantSource clock;

    private List<PageTimes> open = new ArrayList<>();
    private final NavigableMap<Long, List<PageTimes>> sealed = new TreeMap<>();
    private OptionalLong newestCommittedAtMillis = OptionalLong.empty();

    /** @param commitLatency takes for each record the milliseconds from its receive to its completed checkpoint */
    EmittedPages(RecentHistogram commitLatency, InstantSource clock) {
        this.commitLatency = requireNonNull(commitLatency, "commitLatency");
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized void emitted(PageTimes page) {
        open.add(page);
    }

    /** Checkpoint {@code checkpointId} is taken. */
    synchronized void seal(long checkpointId) {
        if (!open.isEmpty()) {
            sealed.put(checkpointId, open);
            open = new ArrayList<>();
        }
    }

    /** It is complete, and holds what those before it would have held, whether they were completed or not. */
    synchronized void checkpointCompleted(long checkpointId) {
        long now = clock.millis();
        NavigableMap<Long, List<PageTimes>> complete = sealed.headMap(checkpointId, true);
        complete.values().stream().flatMap(List::stream).forEach(page -> {
            commitLatency.update(now - page.receivedAtMillis(), page.records());
            long newest = newestCommittedAtMillis.orElse(Long.MIN_VALUE);
            newestCommittedAtMillis = OptionalLong.of(Math.max(newest, page.newestArrivedAtMillis()));
        });
        complete.clear();
    }

    /** Not a number before anything is committed. */
    synchronized double newestCommittedAgeSeconds() {
        return newestCommittedAtMillis.isEmpty() ? Double.NaN : ageSeconds(newestCommittedAtMillis.getAsLong());
    }

    /** Zero when everything is committed. */
    synchronized double oldestUncommittedAgeSeconds() {
        OptionalLong oldest = Stream.concat(sealed.values().stream().flatMap(List::stream), open.stream())
                .mapToLong(PageTimes::oldestArrivedAtMillis)
                .min();
        return oldest.isEmpty() ? 0 : ageSeconds(oldest.getAsLong());
    }

    private double ageSeconds(long millis) {
        return Math.max(0, clock.millis() - millis) / 1000.0;
    }
}
