package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.aws.ShardRecord;
import io.millrace.job.config.StreamName;
import io.millrace.job.source.kinesis.ShardPosition.After;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.proto.AggregatedRecord;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.LostRange;
import io.millrace.model.MessageId;
import io.millrace.model.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one shard is read: turns the pages of a shard into messages, each once, and notices when records were lost.
 *
 * <p>A reading that goes on begins again at the record with which it ended, where that is still there: to see that nothing
 * is missing between the two, and because a record may have been read in part. A record that has left the stream is no
 * loss by itself, since a quiet shard may have nothing newer; records are lost when the shard was not read for longer than
 * the stream keeps them.
 *
 * <p>Knows neither Flink nor AWS. Used by one thread.
 */
final class ShardCursor {

    /** Nobody knows to the second when a record is trimmed; so near its end it is looked for in what is left. */
    private static final Duration TRIM_MARGIN = Duration.ofMinutes(10);

    /** How long after a time the stream may still get records that arrived before it. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** By how much two clocks may differ. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final StreamName stream;
    private final KinesisSplit split;
    private final Duration retention;
    private final long untilMillis;
    private final Aggregation aggregation;
    private final KinesisSourceMetrics metrics;
    private final Gaps gaps;

    private ShardPosition position;
    private long readUntilMillis;

    /** True until it is known that nothing is missing between the restored position and what comes. */
    private boolean resuming;

    /** {@link #readUntilMillis} when the reading was begun (again). */
    private long resumedAtMillis;

    /** True when the record with which the last reading ended is known to be gone. */
    private boolean trimmed;

    private boolean finished;

    /** What the next event has to tell; null when there is nothing. */
    private LostRange lost;

    /**
     * @param stream the stream, for origins and messages
     * @param split the shard and how far it has been read
     * @param retention how long the stream keeps records
     * @param untilMillis the last time of arrival to read, milliseconds since the epoch; {@link Long#MAX_VALUE} for all
     * @param aggregation takes packed records apart
     * @param metrics counts
     * @param gaps hears of losses
     */
    ShardCursor(
            StreamName stream,
            KinesisSplit split,
            Duration retention,
            long untilMillis,
            Aggregation aggregation,
            KinesisSourceMetrics metrics,
            Gaps gaps) {
        this.stream = requireNonNull(stream, "stream");
        this.split = requireNonNull(split, "split");
        this.retention = requireNonNull(retention, "retention");
        this.untilMillis = untilMillis;
        this.aggregation = requireNonNull(aggregation, "aggregation");
        this.metrics = requireNonNull(metrics, "metrics");
        this.gaps = requireNonNull(gaps, "gaps");
        this.position = split.position();
        this.readUntilMillis = split.readUntilMillis();
        this.resuming = readUntilMillis != KinesisSplit.UNKNOWN || position instanceof After;
        this.resumedAtMillis = readUntilMillis;
    }

    String shardId() {
        return split.shardId();
    }

    /** True when there is nothing more to read. */
    boolean finished() {
        return finished;
    }

    /**
     * Where to ask for records now.
     *
     * @param nowMillis milliseconds since the epoch
     */
    ShardPlace place(long nowMillis) {
        if (position instanceof After after) {
            // What is read again is recognised by its number, here or from the oldest record on.
            resuming = true;
            resumedAtMillis = readUntilMillis;
            boolean kept =
                    !trimmed && after.arrivedAtMillis() + retention.toMillis() > nowMillis + TRIM_MARGIN.toMillis();
            return kept ? new ShardPlace.AtSequenceNumber(after.sequenceNumber()) : new ShardPlace.TrimHorizon();
        }
        return position instanceof AtTimestamp at
                ? new ShardPlace.AtTimestamp(at.millis())
                : new ShardPlace.TrimHorizon();
    }

    /**
     * The stream refuses the place, which it does to a number that it has not any more.
     *
     * @return true when another {@link #place} is left to try
     */
    boolean refused() {
        boolean another = position instanceof After && !trimmed;
        trimmed = true;
        return another;
    }

    /** True when the place is a time that the stream's clock may not have reached yet, at which it refuses to begin. */
    boolean early(long nowMillis) {
        return position instanceof AtTimestamp at && at.millis() > nowMillis - CLOCK_DIFFERENCE.toMillis();
    }

    /**
     * The stream does not have the shard any more, though it was not read to its end.
     *
     * @return what to emit and to remember
     */
    List<ShardEvent> gone() {
        lost = missing(null, readUntilMillis);
        gaps.report(shardId(), "has left the stream; it " + readSoFar(readUntilMillis) + ", and nothing of it is left");
        finished = true;
        return List.of(event(null, position, null));
    }

    /**
     * Takes a page.
     *
     * @param askedAtMillis when it was asked for, or when it arrived by itself; milliseconds since the epoch
     * @return what to emit and to remember, in order
     */
    List<ShardEvent> accept(ShardPage page, long askedAtMillis) {
        List<ShardEvent> events = new ArrayList<>(page.records().size() + 1);
        for (ShardRecord record : page.records()) {
            read(record, askedAtMillis, events);
        }
        boolean ended = page.following().isEmpty();
        if (resuming && (ended || (page.records().isEmpty() && page.millisBehind() == 0))) {
            checkForLoss(null, askedAtMillis);
        }
        readUntilMillis = Math.max(readUntilMillis, reached(page, askedAtMillis));
        finished |= ended || readUntilMillis - SETTLING.toMillis() > untilMillis;
        PageTimes times = page.records().isEmpty() ? null : PageTimes.of(page.records(), askedAtMillis);
        events.add(event(null, position, times));
        metrics.read(page.records(), shardId(), page.millisBehind());
        return events;
    }

    private void read(ShardRecord record, long askedAtMillis, List<ShardEvent> events) {
        int from = 0;
        if (resuming && position instanceof After after) {
            int place = after.compareRecord(record.sequenceNumber());
            if (place < 0 || (place == 0 && after.through() == After.WHOLE)) {
                resuming = place != 0;
                return;
            }
            if (place == 0) {
                from = after.through() + 1;
                resuming = false;
            }
        }
        if (resuming) {
            checkForLoss(record, askedAtMillis);
        }
        if (record.arrivedAtMillis() <= untilMillis) {
            emit(record, from, events);
        }
        position = new After(record.sequenceNumber(), After.WHOLE, record.arrivedAtMillis());
    }

    private void emit(ShardRecord record, int from, List<ShardEvent> events) {
        MessageId id = MessageId.ofHash(
                (stream + "/" + shardId() + "/" + record.sequenceNumber()).getBytes(StandardCharsets.UTF_8));
        Optional<AggregatedRecord> aggregated = aggregation.open(record);
        if (aggregated.isEmpty()) {
            events.add(
                    message(record, After.WHOLE, id, KinesisOrigin.NOT_PACKED, record.partitionKey(), record.data()));
            return;
        }
        if (!aggregation.belongsTo(aggregated.get(), split.firstHashKey(), split.lastHashKey())) {
            metrics.strayed();
            return;
        }
        List<Aggregation.Packed> packed = Aggregation.records(aggregated.get());
        for (int index = from; index < packed.size(); index++) {
            events.add(message(
                    record,
                    index,
                    new MessageId(id.high(), id.low() + 1 + index),
                    index,
                    packed.get(index).partitionKey(),
                    packed.get(index).data()));
        }
    }

    private ShardEvent message(
            ShardRecord record, int through, MessageId id, int subSequenceNumber, String partitionKey, byte[] data) {
        KinesisOrigin origin = new KinesisOrigin(
                stream.value(),
                shardId(),
                record.sequenceNumber(),
                subSequenceNumber,
                partitionKey,
                record.arrivedAtMillis());
        return event(
                new RawMessage(id, data, Map.of(), origin),
                new After(record.sequenceNumber(), through, record.arrivedAtMillis()),
                null);
    }

    /** A step to {@code newPosition}, with which everything is told that is lost before it. */
    private ShardEvent event(RawMessage message, ShardPosition newPosition, PageTimes page) {
        ShardEvent event = new ShardEvent(lost, message, newPosition, readUntilMillis, page);
        lost = null;
        return event;
    }

    /**
     * @param next the oldest record that is left; null when none is
     * @param untilMillis as of {@link KinesisSplit#readUntilMillis}
     */
    private LostRange missing(ShardRecord next, long untilMillis) {
        return new LostRange(
                stream.value(),
                shardId(),
                position instanceof After after ? after.sequenceNumber() : "",
                next == null ? "" : next.sequenceNumber(),
                untilMillis == KinesisSplit.UNKNOWN ? null : untilMillis,
                next == null ? null : next.arrivedAtMillis());
    }

    /** The record with which the reading goes on is not the one with which it ended, or there is none. */
    private void checkForLoss(ShardRecord next, long nowMillis) {
        resuming = false;
        if (resumedAtMillis >= nowMillis - retention.toMillis()) {
            return;
        }
        lost = missing(next, resumedAtMillis);
        String left = next == null
                ? "nothing newer is left"
                : "the oldest record left has the number " + next.sequenceNumber() + " and arrived "
                        + Instant.ofEpochMilli(next.arrivedAtMillis());
        gaps.report(
                shardId(),
                readSoFar(resumedAtMillis) + ", and " + left + "; the stream keeps records for " + retention.toHours()
                        + " h");
    }

    private String readSoFar(long timeMillis) {
        String until = timeMillis == KinesisSplit.UNKNOWN
                ? "was never read"
                : "was read until " + Instant.ofEpochMilli(timeMillis);
        return position instanceof After after ? until + ", to the number " + after.sequenceNumber() : until;
    }

    /**
     * The time up to which everything is read. After a page with records no later than its last one, because {@code
     * millisBehind} is about the tip, and some servers always say zero.
     */
    private static long reached(ShardPage page, long askedAtMillis) {
        long behind = askedAtMillis - page.millisBehind();
        List<ShardRecord> records = page.records();
        return records.isEmpty()
                ? behind
                : Math.min(behind, records.get(records.size() - 1).arrivedAtMillis());
    }
}
