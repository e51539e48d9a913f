package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeKinesisStream;
import io.millrace.job.aws.FakeKinesisStream.Operation;
import io.millrace.job.aws.KinesisException;
import io.millrace.job.aws.KinesisException.Kind;
import io.millrace.job.config.FanOutConfig.Lifecycle;
import io.millrace.job.config.KinesisSourceConfig;
import io.millrace.job.config.KinesisSourceConfig.OnGap;
import io.millrace.job.config.Until;
import io.millrace.job.source.kinesis.KnownShard.Status;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import io.millrace.job.testkit.EnumeratorHarness;
import io.millrace.job.testkit.KinesisSourceConfigs;
import io.millrace.job.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

final class KinesisSplitEnumeratorTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final KinesisSourceConfig POLLING = KinesisSourceConfigs.polling(OnGap.FAIL);
    private static final HeldShards NOTHING = new HeldShards(List.of(), List.of());

    private final ManualClock clock = new ManualClock();
    private final FakeKinesisStream stream = new FakeKinesisStream(clock, DAY, 3);
    private final EnumeratorHarness<KinesisSplit> context = new EnumeratorHarness<>(2);

    @Test
    void nothingIsGivenOutBeforeEveryReaderHasSaidWhatItBrings() {
        KinesisSplitEnumerator enumerator = start(POLLING, null);
        context.tick();
        context.register(enumerator, 0);
        context.register(enumerator, 1);
        enumerator.handleSourceEvent(0, NOTHING);
        assertThat(context.assigned).isEmpty();

        enumerator.handleSourceEvent(1, NOTHING);

        assertThat(assigned(0)).containsExactly(shard(0), shard(2));
        assertThat(assigned(1)).containsExactly(shard(1));
    }

    @Test
    void readersThatAreThereFirstAreGivenShardsWithTheDiscovery() {
        started(POLLING);
        assertThat(context.assigned).isEmpty();
        context.tick();
        assertThat(assigned(0)).hasSize(2);
        assertThat(assigned(1)).hasSize(1);
    }

    @Test
    void theShardsOfASplitComeWhenTheirParentIsFinished() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        List<String> children = stream.split(shard(1));
        context.tick();
        assertThat(all()).hasSize(3);

        enumerator.handleSourceEvent(1, new FinishedShards(List.of(shard(1))));

        assertThat(all()).hasSize(5).containsAll(children);
        assertThat(context.assigned.get(1)).last().satisfies(split -> assertThat(split.position())
                .isEqualTo(new TrimHorizon()));
    }

    @Test
    void latestIsATimeWhichARestartKeeps() {
        KinesisSourceConfig latest = KinesisSourceConfigs.from("latest");
        long begun = clock.millis();
        KinesisEnumeratorState state = start(latest, null).snapshotState(1);
        assertThat(state.initial()).isEqualTo(new AtTimestamp(begun));
        clock.advance(Duration.ofHours(1));

        KinesisSplitEnumerator restored = start(latest, state);
        register(restored);
        context.tick();

        assertThat(context.assigned.get(0))
                .allSatisfy(split -> assertThat(split.position()).isEqualTo(new AtTimestamp(begun)));
        assertThat(restored.snapshotState(2).initial()).isEqualTo(new AtTimestamp(begun));
    }

    @Test
    void aPassingFailureIsTriedAgainWithTheNextDiscovery() {
        started(POLLING);
        stream.fail(Kind.THROTTLED, Kind.UNAVAILABLE);
        context.tick();
        context.tick();
        assertThat(context.assigned).isEmpty();
        context.tick();
        assertThat(all()).hasSize(3);
    }

    @Test
    void whatIsNotAllowedFailsTheJobWithItsCause() {
        started(POLLING);
        stream.fail(Kind.ACCESS_DENIED);
        assertThatThrownBy(context::tick)
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage("the shards of stream events cannot be listed")
                .cause()
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void aReaderMayForgetAFinishedShardWhenACheckpointHasIt() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        enumerator.snapshotState(1);
        enumerator.handleSourceEvent(1, new FinishedShards(List.of(shard(1))));
        enumerator.notifyCheckpointComplete(1);
        assertThat(context.sent).as("checkpoint 1 was taken before").isEmpty();

        KinesisEnumeratorState state = enumerator.snapshotState(2);
        enumerator.notifyCheckpointComplete(2);

        assertThat(state.shards())
                .filteredOn(known -> known.status() == Status.FINISHED)
                .extracting(known -> known.info().shardId())
                .containsExactly(shard(1));
        SourceEvent settled = new SettledShards(List.of(shard(1)));
        assertThat(context.sent).containsEntry(0, List.of(settled)).containsEntry(1, List.of(settled));
    }

    @Test
    void whatAReaderHadGotSinceTheCheckpointIsGivenOutAgainWhenAllAreThere() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        List<String> lost = assigned(0);

        context.fail(enumerator, 0);
        assertThat(context.assigned).as("reader 0 is not there").doesNotContainKey(0);
        context.register(enumerator, 0);
        enumerator.handleSourceEvent(0, NOTHING);

        assertThat(assigned(0)).containsExactlyElementsOf(lost);
        assertThat(assigned(1)).containsExactly(shard(1));
    }

    @Test
    void aFinishedShardThatComesBackIsNoLongerSettledWithTheNextCheckpoint() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        enumerator.handleSourceEvent(1, new FinishedShards(List.of(shard(1))));
        context.fail(enumerator, 1);
        context.register(enumerator, 1);
        enumerator.handleSourceEvent(1, NOTHING);
        assertThat(assigned(1)).containsExactly(shard(1));

        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);

        assertThat(context.sent).isEmpty();
    }

    @Test
    void afterARestoreEveryShardStaysWhereTheCheckpointOfAReaderHasIt() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        KinesisEnumeratorState state = enumerator.snapshotState(1);
        List<KinesisSplit> splits = List.copyOf(context.assigned.get(0));

        EnumeratorHarness<KinesisSplit> later = new EnumeratorHarness<>(1);
        KinesisSplitEnumerator restored = new KinesisSplitEnumerator(later, POLLING, stream, clock, state);
        restored.start();
        later.register(restored, 0);
        restored.handleSourceEvent(0, new HeldShards(splits, List.of(shard(1))));
        stream.split(shard(1));
        later.tick();

        assertThat(later.assigned.get(0))
                .as("only what came of the shard that is finished")
                .extracting(KinesisSplit::shardId)
                .containsExactly(shard(3), shard(4));
    }

    @Test
    void aShardThatNoReaderBringsFromTheCheckpointFailsTheJob() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        KinesisEnumeratorState state = enumerator.snapshotState(1);
        KinesisSplitEnumerator restored = start(POLLING, state);
        register(restored);
        assertThatThrownBy(context::tick)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no reader has [" + shard(0) + ", " + shard(1) + ", " + shard(2)
                        + "] of stream events in its checkpoint");
    }

    @Test
    void aStreamThatWasCreatedAnewIsNotReadOn() {
        KinesisSplitEnumerator first = start(POLLING, null);
        context.tick();
        KinesisEnumeratorState state = first.snapshotState(1);
        clock.advance(Duration.ofMinutes(5));
        EnumeratorHarness<KinesisSplit> later = new EnumeratorHarness<>(2);
        new KinesisSplitEnumerator(later, POLLING, new FakeKinesisStream(clock, DAY, 3), clock, state).start();
        assertThatThrownBy(later::tick)
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(GapException.class)
                .hasMessageStartingWith("stream events was deleted and created anew since the restored checkpoint");
    }

    @Test
    void aShardThatLeavesTheStreamBeforeItsTurnIsGivenToAReaderWhichWillSeeIt() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        List<String> children = stream.split(shard(1));
        context.tick();
        List<String> grandchildren = stream.split(children.get(0));
        clock.advance(DAY.plusMinutes(1));
        context.tick();

        enumerator.handleSourceEvent(1, new FinishedShards(List.of(shard(1))));
        assertThat(all()).contains(children.get(0)).doesNotContainAnyElementsOf(grandchildren);
        enumerator.handleSourceEvent(1, new FinishedShards(List.of(children.get(0))));
        assertThat(all()).containsAll(grandchildren);
    }

    @Test
    void aGenerationOfShardsThatNobodySawIsGivenToAReaderToo() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        context.tick();
        List<String> children = stream.split(shard(1));
        String unseen = children.get(0);
        List<String> grandchildren = stream.split(unseen);
        clock.advance(DAY.plusMinutes(1));
        context.tick();
        enumerator.handleSourceEvent(1, new FinishedShards(List.of(shard(1))));
        assertThat(all()).contains(unseen).doesNotContainAnyElementsOf(grandchildren);
        enumerator.handleSourceEvent(1, new FinishedShards(List.of(unseen)));
        assertThat(all()).containsAll(grandchildren).doesNotHaveDuplicates();
    }

    @Test
    void aBoundedReadingEndsWithTheFirstDiscoveryThatWasBegunAfterTheLastShardWasFinished() {
        KinesisSplitEnumerator enumerator = started(KinesisSourceConfigs.bounded(Until.parse("start")));
        context.tick();
        enumerator.handleSourceEvent(0, new FinishedShards(assigned(0)));
        enumerator.handleSourceEvent(1, new FinishedShards(assigned(1)));
        assertThat(context.ended).as("there may be shards that nobody has seen").isEmpty();
        context.tick();
        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
        context.tick();
    }

    @Test
    void aReaderThatStartsAgainAfterTheEndIsToldToo() {
        KinesisSplitEnumerator enumerator = started(KinesisSourceConfigs.bounded(Until.parse("start")));
        context.tick();
        List<String> finished = assigned(0);
        enumerator.handleSourceEvent(0, new FinishedShards(finished));
        enumerator.handleSourceEvent(1, new FinishedShards(assigned(1)));
        context.tick();
        context.assigned.clear();

        context.fail(enumerator, 0);
        context.register(enumerator, 0);
        enumerator.handleSourceEvent(0, new HeldShards(List.of(), finished));
        assertThat(context.ended)
                .as("what it brings might have had shards behind it")
                .doesNotContain(0);
        context.tick();
        assertThat(context.ended).contains(0);
    }

    @Test
    void theConsumerIsRegisteredOnceAndDeregisteredWhenEverythingIsRead() {
        KinesisSplitEnumerator enumerator =
                started(KinesisSourceConfigs.fanOut(Lifecycle.JOB_MANAGED, Until.parse("start")));
        context.tick();
        assertThat(stream.consumer("reader")).isPresent();
        enumerator.handleSourceEvent(0, new FinishedShards(assigned(0)));
        enumerator.handleSourceEvent(1, new FinishedShards(assigned(1)));
        context.tick();
        assertThat(stream.consumer("reader")).isEmpty();
        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aConsumerThatCannotBeDeregisteredIsNoReasonToFail() {
        KinesisSplitEnumerator enumerator =
                started(KinesisSourceConfigs.fanOut(Lifecycle.JOB_MANAGED, Until.parse("start")));
        context.tick();
        enumerator.handleSourceEvent(0, new FinishedShards(assigned(0)));
        enumerator.handleSourceEvent(1, new FinishedShards(assigned(1)));
        stream.failNext(Operation.DEREGISTER, Kind.ACCESS_DENIED);
        context.tick();
        assertThat(context.ended).containsExactlyInAnyOrder(0, 1);
        assertThat(stream.consumer("reader")).isPresent();
    }

    @Test
    void aConsumerThatIsLeftToOthersMustBeThere() {
        started(KinesisSourceConfigs.fanOut(Lifecycle.SELF_MANAGED));
        assertThatThrownBy(context::tick)
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessage(
                        "stream events has no consumer reader, and source.kinesis.efo.lifecycle: self-managed leaves it"
                                + " to you to register it");
        stream.register("reader");
        context.tick();
        assertThat(all()).hasSize(3);
    }

    @Test
    void whatNoReaderSaysIsAMistake() {
        KinesisSplitEnumerator enumerator = started(POLLING);
        assertThatThrownBy(() -> enumerator.handleSplitRequest(0, "localhost"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reader 0 asks for shards");
        assertThatThrownBy(() -> enumerator.handleSourceEvent(0, new SettledShards(List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("unexpected event of reader 0");
    }

    @Test
    void theStateOfAnotherStreamIsRefused() {
        KinesisEnumeratorState other = new KinesisEnumeratorState("clicks", 1, new TrimHorizon(), 1, List.of());
        assertThatThrownBy(() -> new KinesisSource(POLLING, () -> stream).restoreEnumerator(context, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "the restored checkpoint belongs to stream clicks, but the pipeline reads events");
    }

    @Test
    void closingClosesTheStream() throws Exception {
        start(POLLING, null).close();
        assertThat(stream.isClosed()).isTrue();
    }

    private KinesisSplitEnumerator start(KinesisSourceConfig config, KinesisEnumeratorState state) {
        KinesisSplitEnumerator enumerator = new KinesisSplitEnumerator(context, config, stream, clock, state);
        enumerator.start();
        return enumerator;
    }

    /** With both readers, which bring nothing. */
    private KinesisSplitEnumerator started(KinesisSourceConfig config) {
        KinesisSplitEnumerator enumerator = start(config, null);
        register(enumerator);
        return enumerator;
    }

    private void register(KinesisSplitEnumerator enumerator) {
        for (int reader = 0; reader < 2; reader++) {
            context.register(enumerator, reader);
            enumerator.handleSourceEvent(reader, NOTHING);
        }
    }

    private List<String> assigned(int reader) {
        return context.assigned.getOrDefault(reader, List.of()).stream()
                .map(KinesisSplit::shardId)
                .toList();
    }

    private List<String> all() {
        return context.assigned.values().stream()
                .flatMap(List::stream)
                .map(KinesisSplit::shardId)
                .toList();
    }

    private static String shard(int number) {
        return "shardId-%012d".formatted(number);
    }
}
