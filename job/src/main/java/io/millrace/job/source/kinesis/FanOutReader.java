package io.millrace.job.source.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.aws.Trouble;
import io.millrace.job.config.FanOutConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a consumer's subscriptions bring, and begins the next when one ends, which each does after five minutes.
 *
 * <p>Threads: all methods on the fetcher's thread, but {@link #wakeUp}.
 */
final class FanOutReader extends ShardReader {

    private static final Logger LOG = LoggerFactory.getLogger(FanOutReader.class);

    /** How often to see whether a consumer that is being registered can be used. */
    private static final Duration CONSUMER_CHECK = Duration.ofMillis(500);

    private final FanOutConfig config;
    private final InstantSource clock;
    private final List<Shard> shards = new ArrayList<>();
    private String consumerArn;
    private int turn;

    FanOutReader(KinesisStream stream, ShardCursors cursors, InstantSource clock) {
        super(stream, cursors, clock);
        this.config = requireNonNull(cursors.config().efo(), "efo");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    void add(ShardCursor cursor) {
        shards.add(new Shard(cursor, cursors().pace()));
    }

    @Override
    Step step() throws InterruptedException {
        if (consumerArn == null && !shards.isEmpty()) {
            long again = findConsumer();
            if (consumerArn == null) {
                return Step.waitUntil(again);
            }
        }
        long wait = Long.MAX_VALUE;
        for (int tried = 0; tried < shards.size(); tried++) {
            turn = (turn + 1) % shards.size();
            Shard shard = shards.get(turn);
            List<ShardEvent> events = take(shard);
            if (!events.isEmpty() || shard.cursor.finished()) {
                if (shard.cursor.finished()) {
                    shard.close();
                    shards.remove(shard);
                }
                return Step.of(shard.cursor, events);
            }
            if (shard.subscription == null) {
                wait = Math.min(wait, shard.pace.dueAtMillis());
            }
        }
        return Step.waitUntil(wait);
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
        super.close();
    }

    private List<ShardEvent> take(Shard shard) throws InterruptedException {
        long now = clock.millis();
        try {
            if (shard.subscription == null) {
                if (shard.pace.dueAtMillis() > now) {
                    return List.of();
                }
                ShardPlace place = shard.continuation != null
                        ? new ShardPlace.AtSequenceNumber(shard.continuation)
                        : shard.cursor.place(now);
                shard.subscription =
                        stream().subscribe(consumerArn, shard.cursor.shardId(), place, this::somethingArrived);
                cursors().metrics().subscribed();
            }
            Optional<ShardPage> page = shard.subscription.poll();
            if (page.isPresent()) {
                shard.continuation = page.get().next();
                shard.pace.answered(now, 0, false);
                answers();
                return shard.cursor.accept(page.get(), now);
            }
            if (shard.subscription.ended()) {
                shard.close();
                // One that ends before it has brought anything must not be begun again in a tight loop.
                shard.pace.answered(now, 0, false);
            }
            return List.of();
        } catch (KinesisException e) {
            shard.close();
            if (e.kind() == Kind.REFUSED && shard.continuation != null) {
                LOG.info("{} goes on from its last record: {}", shard.cursor.shardId(), e.getMessage());
                shard.continuation = null;
                shard.pace.failed(now, Trouble.PASSING);
            } else if (e.kind() == Kind.NOT_FOUND && !consumerIsThere()) {
                consumerArn = null;
            } else {
                return failed(shard.cursor, shard.pace, e);
            }
            return List.of();
        }
    }

    private boolean consumerIsThere() throws InterruptedException {
        return consumer().filter(KinesisStream.Consumer::active).isPresent();
    }

    private Optional<KinesisStream.Consumer> consumer() throws InterruptedException {
        return Patience.of(cursors().config().retry())
                .call(() -> stream().consumer(config.consumerName().value()));
    }

    /** @return when to look again, milliseconds since the epoch */
    private long findConsumer() throws InterruptedException {
        Optional<KinesisStream.Consumer> consumer = consumer();
        if (consumer.filter(KinesisStream.Consumer::active).isPresent()) {
            consumerArn = consumer.get().arn();
        } else if (consumer.isEmpty() && config.lifecycle() == FanOutConfig.Lifecycle.SELF_MANAGED) {
            throw Consumers.missing(config, cursors().config().stream());
        }
        return clock.millis() + CONSUMER_CHECK.toMillis();
    }

    /** A shard that is being read. */
    private static final class Shard {

        private final ShardCursor cursor;
        private final Pace pace;
        private KinesisStream.Subscription subscription;

        /** Where the stream itself says that the next subscription begins; null when it has not said so. */
        private String continuation;

        private Shard(ShardCursor cursor, Pace pace) {
            this.cursor = cursor;
            this.pace = pace;
        }

        private void close() {
            if (subscription != null) {
                subscription.close();
                subscription = null;
            }
        }
    }
}
