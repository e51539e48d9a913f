package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.aws.FakeKinesisPublisher;
import io.millrace.job.aws.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionKeysTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "8, 4", "64, 3", "4, 2"})
    void aThousandFilesAreWithinAFifthOfEvenOverTheShards(int factor, int shards) throws Exception {
        PartitionKeys keys = new PartitionKeys("clicks", "shop.Click", factor);
        FakeKinesisPublisher stream = new FakeKinesisPublisher(shards);
        Random random = new Random(42);
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            var key = keys.of("s3://lake/2026/11/20/19/part-" + new UUID(random.nextLong(), random.nextLong()) + "-0");
            records.add(new OutgoingRecord(new byte[1], key.text(), key.hashKey()));
        }
        stream.put(records.subList(0, 500));
        stream.put(records.subList(500, 1000));

        for (int shard = 0; shard < shards; shard++) {
            assertThat((double) stream.shard(shard).size())
                    .as("shard %d", shard)
                    .isBetween(0.8 * 1000 / shards, 1.2 * 1000 / shards);
        }
        assertThat(records.stream().map(OutgoingRecord::partitionKey).distinct())
                .hasSize(factor);
    }

    @Test
    void aFileHasAlwaysTheSameKeyAndItNamesGroupAndSchema() {
        PartitionKeys keys = new PartitionKeys("clicks", "shop.Click", 4);
        assertThat(keys.of("s3://lake/part-0.parquet"))
                .isEqualTo(new PartitionKeys("clicks", "shop.Click", 4).of("s3://lake/part-0.parquet"))
                .isEqualTo(new PartitionKeys.PartitionKey(
                        "clicks-shop.Click-0", "42535295865117307932921825928971026432"));
    }

    @Test
    void keysThatWouldBeTooLongKeepTheirEnd() {
        String text = new PartitionKeys("g".repeat(300), "s", 1).of("x").text();
        assertThat(text).hasSize(256).endsWith("g-s-0");
    }

    @Test
    void aFactorBelowOneIsRefused() {
        assertThatThrownBy(() -> new PartitionKeys("g", "s", 0))
                .hasMessage("expected a distribution factor of at least 1, but got 0");
    }
}
