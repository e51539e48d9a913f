package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.ShardPage;
import io.millrace.job.aws.ShardPlace;
import java.util.Optional;

/**
 * A stream of kinesis-local whose subscriptions end as those of Kinesis do: with the last record of a closed shard, of which
 * that server never tells, and by themselves, there after five minutes and here after some pages.
 */
public final class EndingSubscriptions extends ForwardingKinesisStream {

    private final int pages;

    private EndingSubscriptions(KinesisStream stream, int pages) {
        super(stream);
        this.pages = pages;
    }

    /** @param pages after how many a subscription ends by itself */
    public static KinesisStream.Factory of(KinesisStream.Factory streams, int pages) {
        requireNonNull(streams, "streams");
        return () -> new EndingSubscriptions(streams.open(), pages);
    }

    @Override
    public Subscription subscribe(String consumerArn, String shardId, ShardPlace place, Runnable onArrival) {
        return new Ending(super.subscribe(consumerArn, shardId, place, onArrival), shardId);
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
                String iterator = iterator(shardId, new ShardPlace.AtSequenceNumber(page.next()));
                ShardPage rest = records(iterator, MAX_RECORDS);
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
}
