package io.millrace.job.announce;

import io.millrace.model.Balance;
import io.millrace.model.ColumnStats;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import io.millrace.model.LostRange;
import io.millrace.model.SourceRange;
import java.util.List;

/** Entries of a commit log. */
final class Rows {

    static final CommittedFile PARQUET = new CommittedFile(
            "s3://lake/clicks/2026/11/20/19/part-0.parquet",
            "2026/11/20/19",
            "parquet",
            "shop.Click",
            "0a1b2c",
            12,
            4711,
            6_300,
            -1L,
            1_800_000_000_000_001L,
            42,
            1_800_000_001_234L,
            List.of(
                    new ColumnStats("id", 120, 12, 0, null, new byte[] {1, 0, 0, 0}, new byte[] {-1, 0, 0, 0}),
                    new ColumnStats("at.tokyo", 7, 12, 11, 1L, null, null),
                    new ColumnStats(
                            "name",
                            9,
                            12,
                            12,
                            null,
                            new byte[0],
                            "Zoë".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            List.of(
                    new SourceRange("https://sqs.eu-west-1.amazonaws.com/1/q", "", "", 9),
                    new SourceRange("clicks/shardId-000000000001", "17", "4958", 3)));

    static final CommittedFile LINES = new CommittedFile(
            "/lake/part-1.jsonl",
            "",
            "ndjson",
            "",
            "",
            1,
            2,
            3,
            null,
            null,
            LogEntry.END_OF_INPUT,
            5,
            List.of(),
            List.of());

    static final Balance BALANCE = new Balance("b-1", "decode", 1, 42, -3, 0, 1, 2, 3, 0);

    static final DeadLetterFile DEAD_LETTERS = new DeadLetterFile(new CommittedFile(
            "s3://lake/dead/2026/11/20/19/dead-0.jsonl",
            "2026/11/20/19",
            "ndjson",
            "io.millrace.DeadLetter",
            "0d",
            2,
            1200,
            700,
            1_800_000_000_000_000L,
            1_800_000_000_000_001L,
            42,
            1_800_000_001_234L,
            List.of(),
            List.of(new SourceRange("clicks/shardId-000000000001", "17", "4958", 2))));

    static final Gap GAP = new Gap(
            new LostRange("clicks", "shardId-000000000001", "17", "4958", 1_800_000_000_000L, 1_800_000_001_234L), 42);

    /** A shard that is gone before anybody saw it. */
    static final Gap WHOLE_SHARD =
            new Gap(new LostRange("clicks", "shardId-000000000002", "", "", null, null), LogEntry.END_OF_INPUT);

    private Rows() {}

    static CommittedFile file(String path, long rows, long bytes, long checkpoint) {
        return new CommittedFile(
                path, "", "ndjson", "Row", "0a", rows, bytes, 0, null, null, checkpoint, 0, List.of(), List.of());
    }
}
