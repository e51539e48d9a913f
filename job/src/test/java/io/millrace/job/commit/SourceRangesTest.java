package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Messages;
import io.millrace.model.FileOrigin;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.Origin;
import io.millrace.model.SourceRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SourceRangesTest {

    private final SourceRanges ranges = new SourceRanges();

    @Test
    void rowsOfAQueueAreCounted() {
        Origin one = Messages.message("m-1", "").origin();
        ranges.add(one);
        ranges.add(one);
        ranges.add(Messages.message("m-2", "").origin());
        assertThat(ranges.all()).containsExactly(new SourceRange(Messages.QUEUE, "", "", 3));
    }

    @Test
    void chunksOfFilesAreOneRangeOfBytesForEachFile() {
        ranges.add(new FileOrigin("s3://raw/a", 1000, 500, 0));
        ranges.add(new FileOrigin("s3://raw/b", 0, 10, 0));
        ranges.add(new FileOrigin("s3://raw/a", 0, 600, 0));
        assertThat(ranges.all())
                .containsExactly(
                        new SourceRange("s3://raw/a", "0", "1499", 2), new SourceRange("s3://raw/b", "0", "9", 1));
    }

    @Test
    void sequenceNumbersAreComparedAsNumbersShardByShard() {
        ranges.add(record("shard-0", "99"));
        ranges.add(record("shard-0", "49590338271490256608559692538361571095921575989136588898"));
        ranges.add(record("shard-1", "7"));
        ranges.add(record("shard-0", "100"));
        assertThat(ranges.all())
                .containsExactly(
                        new SourceRange(
                                "clicks/shard-0", "99", "49590338271490256608559692538361571095921575989136588898", 3),
                        new SourceRange("clicks/shard-1", "7", "7", 1));
    }

    /** Shards of numbers as a simple model has them. */
    @Property
    void rangesAreThoseOfTheSmallestAndTheLargestNumber(
            @ForAll @Size(max = 50) List<@IntRange(max = 3) Integer> shards, @ForAll Random random) {
        SourceRanges tracked = new SourceRanges();
        Map<Integer, List<BigInteger>> model = new TreeMap<>();
        for (int shard : shards) {
            BigInteger number = new BigInteger(1 + random.nextInt(180), random);
            model.computeIfAbsent(shard, key -> new ArrayList<>()).add(number);
            tracked.add(record("shard-" + shard, number.toString()));
        }
        assertThat(tracked.all())
                .containsExactlyInAnyOrderElementsOf(model.entrySet().stream()
                        .map(entry -> new SourceRange(
                                "clicks/shard-" + entry.getKey(),
                                Collections.min(entry.getValue()).toString(),
                                Collections.max(entry.getValue()).toString(),
                                entry.getValue().size()))
                        .toList());
    }

    private static Origin record(String shard, String sequenceNumber) {
        return new KinesisOrigin("clicks", shard, sequenceNumber, KinesisOrigin.NOT_PACKED, "key", 0);
    }
}
