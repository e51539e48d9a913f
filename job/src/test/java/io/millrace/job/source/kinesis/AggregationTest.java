package io.millrace.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.millrace.job.aws.ShardRecord;
import io.millrace.job.source.kinesis.proto.AggregatedRecord;
import io.millrace.job.source.kinesis.proto.PackedRecord;
import io.millrace.job.testkit.Aggregates;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AggregationTest {

    private static final BigInteger LAST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

    private final Aggregation aggregation = new Aggregation();

    /** Written out by hand from the format's description, so that a mistake in our own packing cannot hide. */
    @Test
    void theBytesOfTheFormatAreTakenApart() throws Exception {
        byte[] message = HexFormat.of()
                .parseHex("0a0161" + "0a0162" + "1a06" + "0800" + "1a02" + "6869" + "1a05" + "0801" + "1a01" + "79");
        byte[] md5 = MessageDigest.getInstance("MD5").digest(message);
        byte[] data = HexFormat.of()
                .parseHex("f3899ac2" + HexFormat.of().formatHex(message)
                        + HexFormat.of().formatHex(md5));

        List<Aggregation.Packed> packed =
                Aggregation.records(aggregation.open(record(data)).orElseThrow());

        assertThat(packed).extracting(Aggregation.Packed::partitionKey).containsExactly("a", "b");
        assertThat(packed)
                .extracting(one -> new String(one.data(), StandardCharsets.UTF_8))
                .containsExactly("hi", "y");
    }

    @Test
    void aWrongChecksumMeansThatItIsNoPackedRecord() {
        byte[] data = Aggregates.of("key", List.of("a", "b"));
        assertThat(aggregation.open(record(data))).isPresent();
        for (int i = 0; i < data.length; i++) {
            byte[] flipped = data.clone();
            flipped[i] ^= 1;
            assertThat(aggregation.open(record(flipped)))
                    .as("byte %d is wrong", i)
                    .isEmpty();
        }
        for (int length = 0; length < data.length; length++) {
            assertThat(aggregation.open(record(Arrays.copyOf(data, length)))).isEmpty();
        }
    }

    @Test
    void aMessageWhoseIndexesPointNowhereIsARecordByItself() {
        PackedRecord stray = PackedRecord.newBuilder()
                .setPartitionKeyIndex(3)
                .setData(ByteString.EMPTY)
                .build();
        assertThat(aggregation.open(record(Aggregates.frame(AggregatedRecord.newBuilder()
                        .addPartitionKeyTable("a")
                        .addRecords(stray)
                        .build()))))
                .isEmpty();
    }

    @Test
    void theExplicitHashKeyDecidesToWhichShardARecordBelongsAndOtherwiseThePartitionKey() {
        AggregatedRecord explicit = AggregatedRecord.newBuilder()
                .addPartitionKeyTable("a")
                .addExplicitHashKeyTable("1000")
                .addRecords(PackedRecord.newBuilder()
                        .setPartitionKeyIndex(0)
                        .setExplicitHashKeyIndex(0)
                        .setData(ByteString.EMPTY))
                .build();
        assertThat(aggregation.belongsTo(explicit, BigInteger.valueOf(1000), BigInteger.valueOf(1000)))
                .isTrue();
        assertThat(aggregation.belongsTo(explicit, BigInteger.valueOf(1001), LAST))
                .isFalse();
        assertThat(aggregation.belongsTo(explicit, BigInteger.ZERO, BigInteger.valueOf(999)))
                .isFalse();

        AggregatedRecord byKey =
                aggregation.open(record(Aggregates.of("a", List.of("x")))).orElseThrow();
        BigInteger hash = new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16);
        assertThat(aggregation.hashKey("a")).isEqualTo(hash);
        assertThat(aggregation.belongsTo(byKey, hash, hash)).isTrue();
        assertThat(aggregation.belongsTo(byKey, hash.add(BigInteger.ONE), LAST)).isFalse();
    }

    private static ShardRecord record(byte[] data) {
        return new ShardRecord("1", "key", data, 0);
    }
}
