package io.millrace.job.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.millrace.job.aws.KinesisException.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every stream behind {@link KinesisStream} does: the fake that tests use, and real servers through the SDK. */
abstract class KinesisStreamContract {

    private static final ShardPlace OLDEST = new ShardPlace.TrimHorizon();

    private final List<KinesisStream> opened = new ArrayList<>();

    /** A new stream, which the test fills and changes through the other methods. */
    public abstract KinesisStream stream(int shards);

    /** A stream that does not exist. */
    abstract KinesisStream missingStream();

    /** Puts a record into the only open shard. */
    public abstract void put(KinesisStream stream, String key, byte[] data) throws Exception;

    abstract void split(KinesisStream stream, String shardId) throws Exception;

    abstract void merge(KinesisStream stream, String lower, String upper) throws Exception;

    /** The next call that reads the stream fails. */
    abstract void nextReadFails(KinesisStream stream, Kind kind);

    @AfterEach
    void closeStreams() {
        opened.forEach(KinesisStream::close);
        opened.clear();
    }

    @Test
    void aStreamIsDescribed() throws Exception {
        KinesisStream.Description description = opened(stream(3)).describe();

        assertThat(description.active()).isTrue();
        assertThat(description.openShards()).isEqualTo(3);
        assertThat(description.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(description.arn()).startsWith("arn:aws:kinesis:");
        assertThat(description.createdAtMillis()).isPositive();
    }

    @Test
    void splitsAndMergesAreListedWithTheirParents() throws Exception {
        KinesisStream stream = opened(stream(1));
        String first = stream.shards().get(0).shardId();
        split(stream, first);
        List<ShardInfo> halves = stream.shards().subList(1, 3);
        assertThat(halves).allSatisfy(half -> assertThat(half.parents()).containsExactly(first));
        assertThat(halves.get(0).lastHashKey().add(BigInteger.ONE))
                .isEqualTo(halves.get(1).firstHashKey());
        merge(stream, halves.get(0).shardId(), halves.get(1).shardId());
        List<ShardInfo> all = stream.shards();
        assertThat(all).hasSize(4);
        assertThat(all.get(3).parents())
                .containsExactlyInAnyOrder(
                        halves.get(0).shardId(), halves.get(1).shardId());
        assertThat(all.get(3).firstHashKey()).isZero();
    }

    @Test
    void recordsComeInOrderPageAfterPageAndAClosedShardEnds() throws Exception {
        KinesisStream stream = opened(stream(1));
        String shard = stream.shards().get(0).shardId();
        for (int i = 0; i < 25; i++) {
            put(stream, "key-" + i, ("data-" + i).getBytes(StandardCharsets.UTF_8));
        }
        List<ShardRecord> read = new ArrayList<>();
        String iterator = stream.iterator(shard, OLDEST);
        for (int page = 0; page < 6; page++) {
            ShardPage records = stream.records(iterator, 10);
            assertThat(records.records()).hasSizeLessThanOrEqualTo(10);
            read.addAll(records.records());
            iterator = records.following().orElseThrow();
        }
        assertThat(read)
                .extracting(record -> new String(record.data(), StandardCharsets.UTF_8))
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "data-" + i).toList());
        assertThat(read).extracting(ShardRecord::partitionKey).startsWith("key-0", "key-1");
        assertThat(read).extracting(ShardRecord::arrivedAtMillis).allMatch(time -> time > 1_600_000_000_000L);

        split(stream, shard);
        List<ShardPage> rest = new ArrayList<>();
        while (iterator != null) {
            ShardPage page = stream.records(iterator, 10);
            rest.add(page);
            iterator = page.next();
        }
        assertThat(rest).allSatisfy(page -> assertThat(page.records()).isEmpty());
    }

    @Test
    void aReadingBeginsAtTheRecordWithANumber() throws Exception {
        KinesisStream stream = opened(stream(1));
        String shard = stream.shards().get(0).shardId();
        for (int i = 0; i < 5; i++) {
            put(stream, "key", new byte[] {(byte) i});
        }
        ShardRecord third =
                stream.records(stream.iterator(shard, OLDEST), 10).records().get(2);

        ShardPage page =
                stream.records(stream.iterator(shard, new ShardPlace.AtSequenceNumber(third.sequenceNumber())), 10);

        assertThat(page.records()).extracting(record -> record.data()[0]).containsExactly((byte) 2, (byte) 3, (byte) 4);
        assertThat(page.records().get(0).sequenceNumber()).isEqualTo(third.sequenceNumber());
        assertThat(page.records().get(0).arrivedAtMillis()).isEqualTo(third.arrivedAtMillis());
    }

    @Test
    void aReadingBeginsAtATime() throws Exception {
        KinesisStream stream = opened(stream(1));
        String shard = stream.shards().get(0).shardId();
        put(stream, "key", new byte[] {1});
        ShardRecord only =
                stream.records(stream.iterator(shard, OLDEST), 10).records().get(0);

        String iterator = stream.iterator(shard, new ShardPlace.AtTimestamp(only.arrivedAtMillis()));

        assertThat(stream.records(iterator, 10).records()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() throws Exception {
        KinesisStream missing = opened(missingStream());
        for (KinesisStreamCall call : List.<KinesisStreamCall>of(missing::describe, missing::shards)) {
            assertThatThrownBy(call::make)
                    .asInstanceOf(type(KinesisException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
        }
        KinesisStream stream = opened(stream(1));
        assertThatThrownBy(() -> stream.iterator("shardId-000000000077", OLDEST))
                .asInstanceOf(type(KinesisException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"THROTTLED", "UNAVAILABLE"})
    void aReadingThatFailsForAPassingReasonGoesOnWithTheSameIterator(Kind kind) throws Exception {
        KinesisStream stream = opened(stream(1));
        put(stream, "key", new byte[] {1});
        String iterator = stream.iterator(stream.shards().get(0).shardId(), OLDEST);
        nextReadFails(stream, kind);
        assertThatThrownBy(() -> stream.records(iterator, 10))
                .asInstanceOf(type(KinesisException.class))
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.retryable()).isTrue();
                });
        assertThat(stream.records(iterator, 10).records()).hasSize(1);
    }

    @Test
    void anIteratorThatHasExpiredSaysSo() throws Exception {
        KinesisStream stream = opened(stream(1));
        put(stream, "key", new byte[] {1});
        String shard = stream.shards().get(0).shardId();
        String iterator = stream.iterator(shard, OLDEST);
        nextReadFails(stream, Kind.EXPIRED_ITERATOR);
        assertThatThrownBy(() -> stream.records(iterator, 10))
                .asInstanceOf(type(KinesisException.class))
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.EXPIRED_ITERATOR);
                    assertThat(e.retryable()).isFalse();
                });
        assertThat(stream.records(stream.iterator(shard, OLDEST), 10).records()).hasSize(1);
    }

    /** A call that may be interrupted. */
    interface KinesisStreamCall {
        Object make() throws Exception;
    }

    public final KinesisStream opened(KinesisStream stream) {
        opened.add(stream);
        return stream;
    }
}
