package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FakeKinesisStreamTest extends KinesisStreamContract implements FanOutContract {

    private final ManualClock clock = new ManualClock();

    @Override
    public KinesisStream stream(int shards) {
        return new FakeKinesisStream(clock, Duration.ofHours(24), shards);
    }

    @Override
    KinesisStream missingStream() {
        FakeKinesisStream missing = new FakeKinesisStream(clock, Duration.ofHours(24), 1);
        missing.fail(Kind.NOT_FOUND, Kind.NOT_FOUND);
        return missing;
    }

    @Override
    public void put(KinesisStream stream, String key, byte[] data) throws Exception {
        ((FakeKinesisStream) stream).put(stream.shards().get(0).shardId(), key, data);
    }

    @Override
    void split(KinesisStream stream, String shardId) {
        ((FakeKinesisStream) stream).split(shardId);
    }

    @Override
    void merge(KinesisStream stream, String lower, String upper) {
        ((FakeKinesisStream) stream).merge(lower, upper);
    }

    @Override
    void nextReadFails(KinesisStream stream, Kind kind) {
        ((FakeKinesisStream) stream).fail(kind);
    }

    @Test
    void anIteratorExpiresAndRecordsLeave() {
        FakeKinesisStream stream = new FakeKinesisStream(clock, Duration.ofHours(24), 1);
        String shard = stream.shards().get(0).shardId();
        String number = stream.put(shard, "key", new byte[0]);
        String iterator = stream.iterator(shard, new ShardPlace.AtSequenceNumber(number));
        clock.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> stream.records(iterator, 1))
                .asInstanceOf(type(KinesisException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.EXPIRED_ITERATOR));
        clock.advance(Duration.ofHours(24));
        assertThatThrownBy(() -> stream.iterator(shard, new ShardPlace.AtSequenceNumber(number)))
                .asInstanceOf(type(KinesisException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void theSubscriptionOfAClosedShardEndsWithAPageWithoutASuccessorWhichNoServerOfTheTestsDoes() throws Exception {
        KinesisStream stream = opened(stream(1));
        String shard = stream.shards().get(0).shardId();
        stream.register("reader");
        String arn = FanOutContract.active(stream, "reader");
        put(stream, "key", new byte[] {1});
        split(stream, shard);
        List<ShardRecord> records = new ArrayList<>();
        try (KinesisStream.Subscription subscription =
                stream.subscribe(arn, shard, new ShardPlace.TrimHorizon(), () -> {})) {
            await().atMost(PATIENCE).until(() -> {
                Optional<ShardPage> page = subscription.poll();
                page.ifPresent(some -> records.addAll(some.records()));
                return page.isPresent() && page.get().following().isEmpty();
            });
        }
        assertThat(records).hasSize(1);
    }
}
