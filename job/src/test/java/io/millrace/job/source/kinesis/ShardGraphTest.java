package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.aws.ShardInfo;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ShardGraphTest {

    private final ShardGraph graph = new ShardGraph(new AtTimestamp(50), KinesisSplit.UNKNOWN, List.of());

    @Test
    void theFirstShardsBeginAtTheInitialPositionAndLaterOnesWithTheirFirstRecord() {
        graph.discovered(List.of(shard("a")), 100);
        assertThat(assign(0)).singleElement().satisfies(split -> {
            assertThat(split.position()).isEqualTo(new AtTimestamp(50));
            assertThat(split.readUntilMillis()).isEqualTo(KinesisSplit.UNKNOWN);
        });
        graph.discovered(List.of(shard("a"), shard("b", "a"), shard("c", "a")), 200);
        assertThat(assign(0)).isEmpty();
        graph.finished(List.of("a"));
        assertThat(assign(0)).hasSize(2).allSatisfy(split -> {
            assertThat(split.position()).isEqualTo(new TrimHorizon());
            assertThat(split.readUntilMillis())
                    .as("it did not exist when the stream was asked before")
                    .isEqualTo(100);
        });
    }

    @Test
    void shardsGoToTheReaderThatHasTheFewest() {
        graph.discovered(List.of(shard("a"), shard("b"), shard("c"), shard("d"), shard("e")), 100);
        var assignments = graph.assign(new TreeSet<>(List.of(0, 1)));
        assertThat(assignments.get(0)).extracting(KinesisSplit::shardId).containsExactly("a", "c", "e");
        assertThat(assignments.get(1)).extracting(KinesisSplit::shardId).containsExactly("b", "d");
        graph.finished(List.of("a", "c"));
        graph.discovered(List.of(shard("b"), shard("d"), shard("e"), shard("f")), 200);
        assertThat(graph.assign(new TreeSet<>(List.of(0, 1)))).containsOnlyKeys(0);
    }

    @Test
    void aParentThatTheStreamHasNoMoreAtTheFirstDiscoveryIsNoLoss() {
        graph.discovered(List.of(shard("b", "a")), 100);
        assertThat(assign(0)).extracting(KinesisSplit::shardId).containsExactly("b");
    }

    @Test
    void aShardThatNobodySawBeforeItLeftTheStreamIsLookedForBeforeItsChildren() {
        graph.discovered(List.of(shard("a")), 100);
        assign(0);
        graph.discovered(List.of(shard("a"), shard("c", "b"), shard("d", "b")), 200);
        assertThat(assign(0)).singleElement().satisfies(split -> {
            assertThat(split.shardId()).isEqualTo("b");
            assertThat(split.readUntilMillis()).isEqualTo(100);
            assertThat(split.position()).isEqualTo(new TrimHorizon());
        });
        graph.discovered(List.of(shard("a"), shard("c", "b"), shard("d", "b")), 300);
        assertThat(assign(0)).as("its turn is once").isEmpty();
        graph.finished(List.of("b"));
        assertThat(assign(0)).extracting(KinesisSplit::shardId).containsExactly("c", "d");
        graph.settled(List.of("b"));
        graph.discovered(List.of(shard("a"), shard("c", "b"), shard("d", "b")), 400);
        assertThat(graph.shards()).extracting(known -> known.info().shardId()).containsExactly("a", "c", "d");
    }

    @Test
    void aShardThatLeavesTheStreamBeforeItsTurnHasItAllTheSame() {
        graph.discovered(List.of(shard("a"), shard("b", "a"), shard("c", "b")), 100);
        assign(0);
        graph.discovered(List.of(shard("a"), shard("c", "b")), 200);
        assertThat(assign(0)).isEmpty();
        graph.finished(List.of("a"));
        assertThat(assign(0)).extracting(KinesisSplit::shardId).containsExactly("b");
        graph.finished(List.of("b"));
        assertThat(assign(0)).extracting(KinesisSplit::shardId).containsExactly("c");
    }

    @Test
    void aFinishedShardThatHasLeftTheStreamIsForgotten() {
        graph.discovered(List.of(shard("a"), shard("b", "a")), 100);
        assign(0);
        graph.finished(List.of("a"));
        assign(0);
        graph.settled(List.of("a"));
        graph.discovered(List.of(shard("b", "a")), 200);
        assertThat(graph.shards()).extracting(known -> known.info().shardId()).containsExactly("b");
        graph.discovered(List.of(shard("b", "a"), shard("c", "b")), 300);
        assertThat(graph.shards()).extracting(known -> known.info().shardId()).containsExactly("b", "c");
    }

    @Test
    void aFinishedShardIsNotForgottenWhileAReaderMayBringItBack() {
        graph.discovered(List.of(shard("a"), shard("b", "a")), 100);
        List<KinesisSplit> splits = assign(0);
        graph.finished(List.of("a"));
        graph.discovered(List.of(shard("b", "a")), 200);
        graph.returned(splits);
        assertThat(assign(0)).as("before what is behind it").isEqualTo(splits);
        graph.finished(List.of("a"));
        assertThat(assign(0)).extracting(KinesisSplit::shardId).containsExactly("b");
    }

    @Test
    void whatNoReaderBringsFromItsCheckpointIsNoticed() {
        graph.discovered(List.of(shard("a"), shard("b")), 100);
        var splits = graph.assign(new TreeSet<>(List.of(0)));
        ShardGraph restored = new ShardGraph(new TrimHorizon(), graph.discoveredAtMillis(), graph.shards());
        assertThat(restored.unaccounted()).containsExactly("a", "b");
        restored.holds(3, List.of(splits.get(0).get(0)));
        assertThat(restored.unaccounted()).containsExactly("b");
        restored.finished(List.of("b"));
        assertThat(restored.unaccounted()).isEmpty();
    }

    private List<KinesisSplit> assign(int reader) {
        return graph.assign(new TreeSet<>(List.of(reader))).getOrDefault(reader, List.of());
    }

    private static ShardInfo shard(String id, String... parents) {
        return new ShardInfo(id, List.of(parents), BigInteger.ZERO, BigInteger.TEN);
    }
}
