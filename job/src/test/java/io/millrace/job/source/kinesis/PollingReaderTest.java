package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.FakeKinesisStream.Operation;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.aws.ShardInfo;
import io.millrace.job.aws.ShardPlace;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import io.millrace.job.testkit.KinesisSourceConfigs;
import io.millrace.job.testkit.ManualClock;
import io.millrace.job.testkit.RecordedMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PollingReaderTest {

    private final ManualClock clock = new ManualClock();
    private final FakeKinesisStream stream = new FakeKinesisStream(clock, Duration.ofHours(24), 2);
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final ShardCursors cursors = new ShardCursors(
            KinesisSourceConfigs.polling(OnGap.FAIL), Long.MAX_VALUE, new KinesisSourceMetrics(recorded.group()));
    private final PollingReader reader = new PollingReader(stream, cursors, 2, clock);
    private final List<String> finished = new ArrayList<>();
    private String first;
    private String second;

    @BeforeEach
    void add() {
        List<ShardInfo> shards = stream.shards();
        first = shards.get(0).shardId();
        second = shards.get(1).shardId();
        reader.handleSplitsChanges(new SplitsAddition<>(
                shards.stream().map(PollingReaderTest::split).toList()));
    }

    @Test
    void shardsTakeTurnsPageByPageWithinTheirLimitOfCalls() throws Exception {
        for (int i = 0; i < 3; i++) {
            put(first, "a" + i);
            put(second, "b" + i);
        }
        assertThat(step()).containsExactly("a0", "a1");
        assertThat(step()).containsExactly("b0", "b1");
        assertThat(waitMillis()).isEqualTo(200);
        clock.advance(Duration.ofMillis(200));
        assertThat(step()).containsExactly("a2");
        assertThat(step()).containsExactly("b2");
    }

    @Test
    void anIdleShardIsAskedLessOften() throws Exception {
        step();
        step();
        assertThat(waitMillis()).isEqualTo(1000);
    }

    @Test
    void aLargePageIsFollowedByAPauseInWhichTheShardMayGiveMore() throws Exception {
        stream.put(first, "key", new byte[3 << 20]);
        step();
        step();
        clock.advance(Duration.ofSeconds(1));
        step();
        assertThat(waitMillis()).as("3 MiB at 2 MiB a second").isEqualTo(500);
    }

    @Test
    void throttlingAndTroubleMakeItWaitEverLongerAndAreNoFailure() throws Exception {
        put(first, "a");
        assertThat(step()).containsExactly("a");
        step();
        stream.fail(Kind.THROTTLED, Kind.UNAVAILABLE, Kind.THROTTLED, Kind.THROTTLED, Kind.UNAVAILABLE);
        put(first, "b");
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(5));
            read.addAll(step());
        }
        assertThat(read).containsExactly("b");
        assertThat(recorded.value("throttles")).isEqualTo(3L);
        assertThat(recorded.value("receiveFailures")).isEqualTo(2L);
    }

    @Test
    void aStreamThatNeverAnsweredIsGivenUpAfterTheAttempts() {
        stream.fail(Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.UNAVAILABLE);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        step();
                        clock.advance(Duration.ofSeconds(5));
                    }
                })
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void aShardAtItsLimitsIsWaitedForAsLongAsItTakesBeforeItsFirstAnswerToo() throws Exception {
        put(first, "a");
        put(second, "b");
        for (int i = 0; i < 30; i++) {
            stream.failNext(Operation.ITERATOR, Kind.THROTTLED);
            assertThat(step()).isEmpty();
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(recorded.value("throttles")).isEqualTo(30L);
        assertThat(step()).isNotEmpty();
        assertThat(step()).isNotEmpty();
    }

    @Test
    void thatAShardIsGoneIsSaidOfItThoughTheStreamCannotBeAskedForAMoment() throws Exception {
        step();
        stream.fail(Kind.NOT_FOUND, Kind.UNAVAILABLE, Kind.THROTTLED);
        assertThatThrownBy(this::step)
                .hasStackTraceContaining(GapException.class.getName())
                .hasStackTraceContaining(second);
    }

    @Test
    void whatIsNotAllowedFailsAtOnce() {
        stream.fail(Kind.ACCESS_DENIED);
        assertThatThrownBy(this::step).isInstanceOf(KinesisException.class);
    }

    @Test
    void anExpiredIteratorIsRenewedFromTheLastRecord() throws Exception {
        put(first, "a");
        step();
        step();
        clock.advance(Duration.ofMinutes(6));
        put(first, "b");
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            read.addAll(step());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(read).containsExactly("b");
        assertThat(recorded.value("expiredIterators")).isEqualTo(2L);
        assertThat(stream.places())
                .hasSize(4)
                .filteredOn(place -> place instanceof ShardPlace.AtSequenceNumber)
                .hasSize(1);
    }

    @Test
    void aTimeThatTheStreamsClockHasNotReachedIsWaitedFor() throws Exception {
        long soon = clock.millis() + 5000;
        PollingReader waiting = new PollingReader(stream, cursors, 2, clock);
        KinesisSplit split = split(stream.shards().get(0)).at(new AtTimestamp(soon), KinesisSplit.UNKNOWN);
        waiting.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
        waiting.wakeUp();
        assertThat(waiting.fetch().nextSplit()).isNull();
        clock.advance(Duration.ofSeconds(6));
        waiting.wakeUp();
        assertThat(waiting.fetch().nextSplit()).isEqualTo(first);
    }

    @Test
    void aClosedShardIsReadToItsEnd() throws Exception {
        put(first, "a");
        stream.split(first);
        assertThat(step()).containsExactly("a");
        assertThat(finished).containsExactly(first);
    }

    @Test
    void closingClosesTheStream() {
        reader.close();
        assertThat(stream.isClosed()).isTrue();
    }

    private void put(String shard, String data) {
        stream.put(shard, "key", data.getBytes(StandardCharsets.UTF_8));
    }

    /** One page, or nothing when no shard may be asked. */
    private List<String> step() throws Exception {
        reader.wakeUp();
        var records = reader.fetch();
        finished.addAll(records.finishedSplits());
        List<String> texts = new ArrayList<>();
        while (records.nextSplit() != null) {
            for (ShardEvent event = records.nextRecordFromSplit();
                    event != null;
                    event = records.nextRecordFromSplit()) {
                if (event.message() != null) {
                    texts.add(new String(event.message().body(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private long waitMillis() throws InterruptedException {
        return reader.step().waitUntilMillis() - clock.millis();
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
