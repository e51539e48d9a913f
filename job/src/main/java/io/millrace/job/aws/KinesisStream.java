package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Kinesis data stream, as narrow as a reader needs it.
 *
 * <p>Threads: any number may call at once. Every call blocks, for as long as the timeouts of the client allow, and may be
 * interrupted.
 *
 * <p>Errors: a call that failed throws {@link KinesisException}, which says why. A few quick attempts have then been made
 * already.
 */
public interface KinesisStream extends AutoCloseable {

    /** The most records that one call brings. */
    int MAX_RECORDS = 10_000;

    /** Opens the stream; shipped to where it is used. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /** A stream that the caller closes. Makes no request. */
        KinesisStream open();
    }

    /** What the stream is. */
    Description describe() throws InterruptedException;

    /** All shards that the stream has, closed ones included until their last record is trimmed. */
    List<ShardInfo> shards() throws InterruptedException;

    /**
     * Where a reading of a shard begins, for {@link #records}. Valid for five minutes.
     *
     * @throws KinesisException {@link KinesisException.Kind#NOT_FOUND} when the shard is gone, {@link
     *     KinesisException.Kind#REFUSED} when it does not know the sequence number (any more), or the time is in the future
     */
    String iterator(String shardId, ShardPlace place) throws InterruptedException;

    /**
     * The records from an iterator on.
     *
     * @param iterator of {@link #iterator}, or the one with which the last page ended
     * @param limit at most this many, from 1 to {@link #MAX_RECORDS}
     */
    ShardPage records(String iterator, int limit) throws InterruptedException;

    /** The consumer of that name; empty when it is not registered. */
    Optional<Consumer> consumer(String name) throws InterruptedException;

    /** Registers a consumer, which is of use only some seconds later; the one that is there when there is one. */
    Consumer register(String name) throws InterruptedException;

    /** Deregisters a consumer; nothing when there is none. */
    void deregister(String name) throws InterruptedException;

    /**
     * Begins a subscription, which ends by itself after five minutes. A second one of the same consumer for the same shard
     * ends the first.
     *
     * @param consumerArn of a registered consumer
     * @param onArrival called when there may be something to {@link Subscription#poll}, by any thread, often; must not block
     */
    Subscription subscribe(String consumerArn, String shardId, ShardPlace place, Runnable onArrival);

    /** Frees the connections; calls that are under way fail, and subscriptions end. */
    @Override
    void close();

    /**
     * What a stream is.
     *
     * @param arn its name in all of AWS
     * @param active false while it is being created or deleted
     * @param createdAtMillis milliseconds since the epoch: a stream of the same name with another one is another stream
     * @param retention how long records stay
     * @param openShards how many shards take records
     */
    record Description(String arn, boolean active, long createdAtMillis, Duration retention, int openShards) {

        public Description {
            requireNonNull(arn, "arn");
            requireNonNull(retention, "retention");
        }
    }

    /**
     * A registered consumer.
     *
     * @param arn its name in all of AWS
     * @param active true when it can be used
     */
    record Consumer(String arn, boolean active) {

        public Consumer {
            requireNonNull(arn, "arn");
        }
    }

    /** Pages that are pushed. Used by one thread. */
    interface Subscription extends AutoCloseable {

        /**
         * The next page, when one has arrived. A page without a successor is the shard's last.
         *
         * @throws KinesisException when the subscription failed, after the pages that came before
         */
        Optional<ShardPage> poll();

        /** True when it has ended by itself, and everything that came is polled. */
        boolean ended();

        /** Ends it; what has not been polled is lost. */
        @Override
        void close();
    }
}
