package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.Trouble;
import io.millrace.job.source.kinesis.ShardPosition.After;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shards of a reader, one step at a time, in the fetcher's thread. What it has read waits in Flink's bounded
 * queue; while that is full, it does not read on.
 *
 * <p>Threads: all methods on the fetcher's thread, but {@link #wakeUp} and {@link #somethingArrived}.
 */
abstract class ShardReader implements SplitReader<ShardEvent, KinesisSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

    /**
     * What was done: a page of a shard was taken, or there is nothing to do for now.
     *
     * @param cursor of the shard; null when there was nothing to do
     * @param events what came of it
     * @param waitUntilMillis when there is something to do again at the latest, milliseconds since the epoch
     */
    record Step(ShardCursor cursor, List<ShardEvent> events, long waitUntilMillis) {

        static Step of(ShardCursor cursor, List<ShardEvent> events) {
            return new Step(cursor, events, 0);
        }

        static Step waitUntil(long millis) {
            return new Step(null, List.of(), millis);
        }
    }

    private final KinesisStream stream;
    private final ShardCursors cursors;
    private final InstantSource clock;
    private final List<KinesisSplit> added = new ArrayList<>();
    private final Object signal = new Object();

    private boolean wokenUp;
    private boolean arrived;
    private boolean answered;
    private boolean troubled;

    ShardReader(KinesisStream stream, ShardCursors cursors, InstantSource clock) {
        this.stream = requireNonNull(stream, "stream");
        this.cursors = requireNonNull(cursors, "cursors");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Begins to read a shard. */
    abstract void add(ShardCursor cursor);

    /** Does one thing, and does not wait. */
    abstract Step step() throws InterruptedException;

    final KinesisStream stream() {
        return stream;
    }

    final ShardCursors cursors() {
        return cursors;
    }

    @Override
    public final RecordsWithSplitIds<ShardEvent> fetch() throws IOException {
        try {
            beginAdded();
            Step step = step();
            if (step.cursor() == null) {
                await(step.waitUntilMillis());
                return new RecordsBySplits<>(Map.of(), Set.of());
            }
            String shardId = step.cursor().shardId();
            Map<String, Collection<ShardEvent>> events = new HashMap<>();
            if (!step.events().isEmpty()) {
                events.put(shardId, step.events());
            }
            return new RecordsBySplits<>(events, step.cursor().finished() ? new HashSet<>(Set.of(shardId)) : Set.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while reading stream " + cursors.config().stream())
                            .initCause(e);
        }
    }

    @Override
    public final void handleSplitsChanges(SplitsChange<KinesisSplit> change) {
        if (!(change instanceof SplitsAddition<KinesisSplit>)) {
            throw new IllegalStateException("shards are never taken from a reader: " + change);
        }
        added.addAll(change.splits());
    }

    @Override
    public final void wakeUp() {
        synchronized (signal) {
            wokenUp = true;
            signal.notifyAll();
        }
    }

    /** There may be something to do. Any thread. */
    final void somethingArrived() {
        synchronized (signal) {
            arrived = true;
            signal.notifyAll();
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    /** A call was answered as it should be. */
    final void answers() {
        answered = true;
        if (troubled) {
            troubled = false;
            LOG.info("Stream {} answers again", cursors.config().stream());
        }
    }

    /**
     * A call for a shard failed.
     *
     * @return what to emit and to remember of it
     * @throws KinesisException when another attempt has no use
     */
    final List<ShardEvent> failed(ShardCursor cursor, Pace pace, KinesisException e) throws InterruptedException {
        if (e.kind() == Kind.NOT_FOUND) {
            // Of a stream that is gone nothing can be said shard by shard.
            describe();
            return cursor.gone();
        }
        if (e.kind() == Kind.REFUSED && cursor.refused()) {
            LOG.info("{} begins with its oldest record: {}", cursor.shardId(), e.getMessage());
            return List.of();
        }
        if (e.kind() == Kind.REFUSED && cursor.early(clock.millis())) {
            pace.failed(clock.millis(), Trouble.PASSING);
            return List.of();
        }
        if (e.kind() == Kind.THROTTLED) {
            // An answer of its kind: the stream is there, and may be read.
            answered = true;
            pace.failed(clock.millis(), e.trouble());
            cursors.metrics().throttled();
            return List.of();
        }
        boolean another = pace.failed(clock.millis(), e.trouble());
        if (!e.retryable() || (!answered && !another)) {
            throw e;
        }
        cursors.metrics().receiveFailed();
        if (!troubled) {
            troubled = true;
            LOG.warn("A call for stream {} failed; trying on", cursors.config().stream(), e);
        }
        return List.of();
    }

    private void beginAdded() throws InterruptedException {
        if (added.isEmpty()) {
            return;
        }
        Duration retention = describe().retention();
        for (KinesisSplit split : added) {
            LOG.info("Reading {} of {} {}", split.shardId(), cursors.config().stream(), begin(split));
            add(cursors.cursor(split, retention));
        }
        added.clear();
    }

    private KinesisStream.Description describe() throws InterruptedException {
        return Patience.of(cursors.config().retry()).call(stream::describe);
    }

    private static String begin(KinesisSplit split) {
        return split.position() instanceof After after
                ? "after " + after.sequenceNumber()
                : split.position().toString();
    }

    private void await(long untilMillis) throws InterruptedException {
        synchronized (signal) {
            while (!wokenUp && !arrived) {
                long left = untilMillis - clock.millis();
                if (left <= 0) {
                    break;
                }
                signal.wait(Math.min(left, 60_000));
            }
            wokenUp = false;
            arrived = false;
        }
    }
}
