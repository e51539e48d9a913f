package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.ShardInfo;
import io.millrace.job.source.kinesis.KnownShard.Status;
import io.millrace.job.source.kinesis.ShardPosition.After;
import io.millrace.job.source.kinesis.ShardPosition.AtTimestamp;
import io.millrace.job.source.kinesis.ShardPosition.TrimHorizon;
import io.millrace.job.testkit.GoldenFile;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in checkpoints can be read for ever. */
final class KinesisStateTest {

    private static final BigInteger LAST = new BigInteger("340282366920938463463374607431768211455");
    private static final long TIME = 1_760_000_000_000L;

    private static final KinesisSplit SPLIT = new KinesisSplit(
            "shardId-000000000012",
            BigInteger.TEN,
            LAST,
            new After("49590338271490256608559692538361571095921575989136588898", 3, TIME),
            TIME + 5,
            false);

    private static final KinesisEnumeratorState STATE = new KinesisEnumeratorState(
            "events",
            TIME - 1,
            new AtTimestamp(TIME),
            TIME + 7,
            List.of(
                    new KnownShard(
                            new ShardInfo("shardId-000000000000", List.of(), BigInteger.ZERO, BigInteger.TWO),
                            Status.FINISHED,
                            new AtTimestamp(TIME),
                            KinesisSplit.UNKNOWN),
                    new KnownShard(
                            new ShardInfo(
                                    "shardId-000000000001", List.of("shardId-000000000000"), BigInteger.TWO, LAST),
                            Status.ASSIGNED,
                            new TrimHorizon(),
                            TIME),
                    new KnownShard(
                            new ShardInfo(
                                    "shardId-000000000002",
                                    List.of("shardId-000000000000", "shardId-000000000001"),
                                    BigInteger.ONE,
                                    LAST),
                            Status.WAITING,
                            new TrimHorizon(),
                            TIME)));

    @Test
    void splitsAreReadAsTheyWereWritten() throws Exception {
        KinesisSplitSerializer serializer = new KinesisSplitSerializer();
        byte[] bytes = serializer.serialize(SPLIT);
        new GoldenFile("kinesis-split-v1.bin").assertHolds(bytes);
        assertThat(serializer.deserialize(1, bytes)).isEqualTo(SPLIT);
        for (KinesisSplit split :
                List.of(SPLIT.asFinished(), SPLIT.at(new TrimHorizon(), -1), SPLIT.at(new AtTimestamp(TIME), TIME))) {
            assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
        }
    }

    @Test
    void theEnumeratorsStateIsReadAsItWasWritten() throws Exception {
        KinesisEnumeratorStateSerializer serializer = new KinesisEnumeratorStateSerializer();
        byte[] bytes = serializer.serialize(STATE);
        new GoldenFile("kinesis-enumerator-v1.bin").assertHolds(bytes);
        assertThat(serializer.deserialize(1, bytes)).isEqualTo(STATE);
    }

    @Test
    void anUnknownVersionIsAnError() {
        assertThatThrownBy(() -> new KinesisSplitSerializer().deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("the shards in this checkpoint have version 2, but this program knows only version 1");
        assertThatThrownBy(() -> new KinesisEnumeratorStateSerializer().deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the source's state in this checkpoint has version 2, but this program knows only version 1");
    }
}
