package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import io.millrace.job.testkit.KinesisSourceConfigs;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

final class FanOutReaderTest {

    private final ManualClock clock = new ManualClock();
    private final FakeKinesisStream stream = new FakeKinesisStream(clock, Duration.ofHours(24), 2);
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final List<String> finished = new ArrayList<>();
    private final String first = stream.shards().get(0).shardId();
    private final String second = stream.shards().get(1).shardId();
    private FanOutReader reader = reader(Lifecycle.JOB_MANAGED);

    @Test
    void recordsArePushedFromAllShards() throws Exception {
        stream.register("reader");
        put(first, "a");
        put(second, "b");
        assertThat(read(6)).containsExactlyInAnyOrder("a", "b");
        put(first, "c");
        assertThat(read(6)).containsExactly("c");
        assertThat(recorded.value("subscriptions")).isEqualTo(2L);
    }

    @Test
    void aSubscriptionThatEndsIsFollowedByTheNextFromWhereTheStreamSays() throws Exception {
        stream.register("reader");
        stream.endSubscriptionsAfter(1);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put(first, "a" + i);
            read.addAll(read(8));
        }
        assertThat(read).containsExactly("a0", "a1", "a2", "a3", "a4");
        assertThat(stream.places())
                .filteredOn(place -> place instanceof ShardPlace.AtSequenceNumber)
                .hasSizeGreaterThan(4);
    }

    @Test
    void aSubscriptionThatFailsGoesOnAndLosesNothing() throws Exception {
        stream.register("reader");
        put(first, "a");
        assertThat(read(4)).containsExactly("a");
        stream.fail(Kind.THROTTLED, Kind.UNAVAILABLE, Kind.REFUSED);
        put(first, "b");
        assertThat(read(40)).containsExactly("b");
        assertThat(recorded.value("throttles")).isEqualTo(1L);
    }

    @Test
    void itWaitsForAConsumerThatIsBeingRegistered() throws Exception {
        put(first, "a");
        assertThat(read(3)).isEmpty();
        stream.register("reader");
        assertThat(read(4)).containsExactly("a");
    }

    @Test
    void itWaitsForAConsumerThatWasDeregisteredUnderIt() throws Exception {
        stream.register("reader");
        read(3);
        stream.deregister("reader");
        put(first, "a");
        assertThat(read(6)).isEmpty();
        stream.register("reader");
        assertThat(read(8)).containsExactly("a");
    }

    @Test
    void aConsumerThatIsTheUsersAndIsMissingEndsTheJobWithItsName() {
        reader = reader(Lifecycle.SELF_MANAGED);
        assertThatThrownBy(() -> read(1))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessage(
                        "stream events has no consumer reader, and source.kinesis.efo.lifecycle: self-managed leaves"
                                + " it to you to register it");
    }

    @Test
    void aClosedShardIsFinished() throws Exception {
        stream.register("reader");
        put(first, "a");
        stream.split(first);
        assertThat(read(4)).containsExactly("a");
        assertThat(finished).containsExactly(first);
    }

    private FanOutReader reader(Lifecycle lifecycle) {
        // A second reader's metrics would clash with the first one's.
        RecordedMetrics metrics = lifecycle == Lifecycle.JOB_MANAGED ? recorded : new RecordedMetrics();
        ShardCursors cursors = new ShardCursors(
                KinesisSourceConfigs.fanOut(lifecycle), Long.MAX_VALUE, new KinesisSourceMetrics(metrics.group()));
        FanOutReader made = new FanOutReader(stream, cursors, clock);
        made.handleSplitsChanges(new SplitsAddition<>(
                stream.shards().stream().map(FanOutReaderTest::split).toList()));
        return made;
    }

    private void put(String shard, String data) {
        stream.put(shard, "key", data.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read(int fetches) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < fetches; i++) {
            clock.advance(Duration.ofSeconds(1));
            reader.wakeUp();
            var records = reader.fetch();
            finished.addAll(records.finishedSplits());
            while (records.nextSplit() != null) {
                for (ShardEvent event = records.nextRecordFromSplit();
                        event != null;
                        event = records.nextRecordFromSplit()) {
                    if (event.message() != null) {
                        texts.add(new String(event.message().body(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }

    private static KinesisSplit split(ShardInfo shard) {
        return new KinesisSplit(
                shard.shardId(),
                shard.firstHashKey(),
                shard.lastHashKey(),
                new TrimHorizon(),
                KinesisSplit.UNKNOWN,
                false);
    }
}
