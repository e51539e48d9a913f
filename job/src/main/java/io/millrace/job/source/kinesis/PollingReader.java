package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks shard after shard for records, each as often as its {@link Pace} allows.
 *
 * <p>Threads: all methods on the fetcher's thread, but {@link #wakeUp}.
 */
final class PollingReader extends ShardReader {

    private static final Logger LOG = LoggerFactory.getLogger(PollingReader.class);

    private final int limit;
    private final InstantSource clock;
    private final List<Shard> shards = new ArrayList<>();

    /** @param limit how many records one call asks for */
    PollingReader(KinesisStream stream, ShardCursors cursors, int limit, InstantSource clock) {
        super(stream, cursors, clock);
        this.limit = limit;
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    void add(ShardCursor cursor) {
        shards.add(new Shard(cursor, cursors().pace()));
    }

    @Override
    Step step() throws InterruptedException {
        Shard next = null;
        for (Shard shard : shards) {
            if (next == null || shard.pace.dueAtMillis() < next.pace.dueAtMillis()) {
                next = shard;
            }
        }
        if (next == null) {
            return Step.waitUntil(Long.MAX_VALUE);
        }
        if (next.pace.dueAtMillis() > clock.millis()) {
            return Step.waitUntil(next.pace.dueAtMillis());
        }
        List<ShardEvent> events = ask(next);
        if (next.cursor.finished()) {
            shards.remove(next);
        }
        return Step.of(next.cursor, events);
    }

    private List<ShardEvent> ask(Shard shard) throws InterruptedException {
        long now = clock.millis();
        try {
            if (shard.iterator == null) {
                shard.iterator = stream().iterator(shard.cursor.shardId(), shard.cursor.place(now));
            }
            ShardPage page = stream().records(shard.iterator, limit);
            shard.iterator = page.next();
            List<ShardEvent> events = shard.cursor.accept(page, now);
            shard.pace.answered(
                    now,
                    page.records().stream().mapToLong(PollingReader::size).sum(),
                    page.records().isEmpty() && page.millisBehind() == 0);
            answers();
            return events;
        } catch (KinesisException e) {
            if (e.kind() == Kind.EXPIRED_ITERATOR) {
                LOG.debug("Renewing the iterator of {}", shard.cursor.shardId(), e);
                cursors().metrics().iteratorExpired();
                shard.iterator = null;
                return List.of();
            }
            return failed(shard.cursor, shard.pace, e);
        }
    }

    private static long size(ShardRecord record) {
        return record.data().length;
    }

    /** A shard that is being read. */
    private static final class Shard {

        private final ShardCursor cursor;
        private final Pace pace;
        private String iterator;

        private Shard(ShardCursor cursor, Pace pace) {
            this.cursor = cursor;
            this.pace = pace;
        }
    }
}
