package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What streams with enhanced fan-out do beside what {@link KinesisStreamContract} says. */
interface FanOutContract {

    Duration PATIENCE = Duration.ofSeconds(20);

    /** A new stream. */
    KinesisStream stream(int shards);

    /** The same stream, closed after the test. */
    KinesisStream opened(KinesisStream stream);

    /** Puts a record into the only open shard. */
    void put(KinesisStream stream, String key, byte[] data) throws Exception;

    @Test
    default void aConsumerIsRegisteredAndDeregistered() throws Exception {
        KinesisStream stream = opened(stream(1));
        assertThat(stream.consumer("reader")).isEmpty();
        KinesisStream.Consumer registered = stream.register("reader");
        assertThat(active(stream, "reader")).isEqualTo(registered.arn());
        stream.deregister("reader");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> stream.consumer("reader")
                .isEmpty());
        stream.deregister("reader");
    }

    @Test
    default void aSubscriptionBringsTheRecordsFromItsPlaceOnAndTheNextOneGoesOn() throws Exception {
        KinesisStream stream = opened(stream(1));
        String shard = stream.shards().get(0).shardId();
        stream.register("reader");
        String arn = active(stream, "reader");
        for (int i = 0; i < 5; i++) {
            put(stream, "key", new byte[] {(byte) i});
        }
        List<ShardRecord> records = new ArrayList<>();
        String continuation;
        try (KinesisStream.Subscription subscription =
                stream.subscribe(arn, shard, new ShardPlace.TrimHorizon(), () -> {})) {
            continuation = read(subscription, records, 5);
        }
        for (int i = 5; i < 8; i++) {
            put(stream, "key", new byte[] {(byte) i});
        }
        ShardPlace place = new ShardPlace.AtSequenceNumber(records.get(4).sequenceNumber());
        List<ShardRecord> more = new ArrayList<>();
        // For some seconds a server may still take the first one for active.
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            try (KinesisStream.Subscription subscription = stream.subscribe(arn, shard, place, () -> {})) {
                read(subscription, more, 4);
                return true;
            } catch (KinesisException e) {
                assertThat(e.kind()).isEqualTo(KinesisException.Kind.THROTTLED);
                return false;
            }
        });
        assertThat(continuation).isNotNull();
        assertThat(records).extracting(ShardRecord::sequenceNumber).isSorted();
        assertThat(IntStream.range(0, 4).map(i -> more.get(i).data()[0])).containsExactly(4, 5, 6, 7);
    }

    static String active(KinesisStream stream, String consumer) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> stream.consumer(consumer)
                .filter(KinesisStream.Consumer::active)
                .isPresent());
        try {
            return stream.consumer(consumer).orElseThrow().arn();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(KinesisStream.Subscription subscription, List<ShardRecord> records, int count) {
        String[] next = new String[1];
        await().atMost(PATIENCE).until(() -> {
            subscription.poll().ifPresent(page -> {
                records.addAll(page.records());
                next[0] = page.next();
            });
            return records.size() >= count;
        });
        return next[0];
    }
}
