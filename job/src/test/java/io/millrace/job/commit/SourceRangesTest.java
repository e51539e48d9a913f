package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Messages;
import io.millrace.model.FileOrigin;
import io.millrace.model.KinesisOrigin;
import io.millrace.model.Origin;
import io.millrace.model.SourceRange;
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

    private static Origin record(String shard, String sequenceNumber) {
        return new KinesisOrigin("clicks", shard, sequenceNumber, KinesisOrigin.NOT_PACKED, "key", 0);
    }
}
