package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import java.util.List;
import java.util.Optional;

/**
 * A stream of kinesis-local whose subscriptions end as those of Kinesis do: with the last record of a closed shard, of which
 * that server never tells, and by themselves, there after five minutes and here after some pages.
 */
public final class EndingSubscriptions implements KinesisStream {

    private final KinesisStream stream;
    private final int pages;

    private EndingSubscriptions(KinesisStream stream, int pages) {
        this.stream = stream;
        this.pages = pages;
    }

    /** @param pages after how many a subscription ends by itself */
    public static KinesisStream.Factory of(KinesisStream.Factory streams, int pages) {
        requireNonNull(streams, "streams");
        return () -> new EndingSubscriptions(streams.open(), pages);
    }

    @Override
    public Subscription subscribe(String consumerArn, String shardId, ShardPlace place, Runnable onArrival) {
        return new Ending(stream.subscribe(consumerArn, shardId, place, onArrival), shardId);
    }

    private final class Ending implements Subscription {

        private final Subscription subscription;
        private final String shardId;
        private int polled;

        private Ending(Subscription subscription, String shardId) {
            this.subscription = subscription;
            this.shardId = shardId;
        }

        @Override
        public Optional<ShardPage> poll() {
            if (polled >= pages) {
                return Optional.empty();
            }
            Optional<ShardPage> page = subscription.poll();
            if (page.isPresent()) {
                polled++;
            }
            return page.map(some -> isLast(some) ? new ShardPage(some.records(), null, 0) : some);
        }

        /** Asks by polling, which that server answers as it should. */
        private boolean isLast(ShardPage page) {
            try {
                String iterator = stream.iterator(shardId, new ShardPlace.AtSequenceNumber(page.next()));
                ShardPage rest = stream.records(iterator, MAX_RECORDS);
                boolean onlyWhatIsKnown = rest.records().stream()
                        .allMatch(record -> record.sequenceNumber().compareTo(page.next()) <= 0);
                return rest.following().isEmpty() && onlyWhatIsKnown;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        @Override
        public boolean ended() {
            return polled >= pages || subscription.ended();
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    @Override
    public Description describe() throws InterruptedException {
        return stream.describe();
    }

    @Override
    public List<ShardInfo> shards() throws InterruptedException {
        return stream.shards();
    }

    @Override
    public String iterator(String shardId, ShardPlace place) throws InterruptedException {
        return stream.iterator(shardId, place);
    }

    @Override
    public ShardPage records(String iterator, int limit) throws InterruptedException {
        return stream.records(iterator, limit);
    }

    @Override
    public Optional<Consumer> consumer(String name) throws InterruptedException {
        return stream.consumer(name);
    }

    @Override
    public Consumer register(String name) throws InterruptedException {
        return stream.register(name);
    }

    @Override
    public void deregister(String name) throws InterruptedException {
        stream.deregister(name);
    }

    @Override
    public void close() {
        stream.close();
    }
}
