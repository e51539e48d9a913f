package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.LogRow;
import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import io.millrace.model.LostRange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogLinesTest {

    private static final CommittedFile FILE = new CommittedFile(
            "/lake/part-0.parquet", "", "parquet", "Row", "0a", 3, 1200, 0, 0L, 1_000_000L, 7, 0, List.of(), List.of());

    private static final List<LogEntry> ENTRIES = List.of(
            FILE,
            new DeadLetterFile(new CommittedFile(
                    "/lake/dead/dead-0.jsonl",
                    "",
                    "ndjson",
                    "D",
                    "0d",
                    1,
                    300,
                    0,
                    null,
                    null,
                    LogEntry.END_OF_INPUT,
                    0,
                    List.of(),
                    List.of())),
            new Balance("b", "decode", 1, 7, 5, 3, 0, 1, 1, 3),
            new Gap(new LostRange("events", "shardId-000000000000", "17", "4958", 0L, 1000L), 7),
            new Gap(new LostRange("events", "shardId-000000000001", "17", "", 0L, null), 7),
            new Gap(new LostRange("events", "shardId-000000000002", "", "4958", 0L, 1000L), 7));

    private final Screen screen = new Screen();

    @Test
    void aListHasFilesAndGapsOnceEach() {
        LogLines lines = print(false, false);
        assertThat(screen.out().lines())
                .containsExactly(
                        "clicks #7 /lake/part-0.parquet 3 rows 1.20 kB 1970-01-01T00:00:00Z to 1970-01-01T00:00:01Z",
                        "clicks end dead letters /lake/dead/dead-0.jsonl 1 row 300 B",
                        "clicks #7 gap: records of events/shardId-000000000000 between the numbers 17 and 4958 were lost; it"
                                + " was read until 1970-01-01T00:00:00Z, and the oldest record left arrived"
                                + " 1970-01-01T00:00:01Z",
                        "clicks #7 gap: records of events/shardId-000000000001 after the number 17 were lost; it was read"
                                + " until 1970-01-01T00:00:00Z, and nothing newer is left",
                        "clicks #7 gap: records of events/shardId-000000000002 before the number 4958 were lost; it was read"
                                + " until 1970-01-01T00:00:00Z, and the oldest record left arrived"
                                + " 1970-01-01T00:00:01Z");
        assertThat(lines.files()).isEqualTo(2);
    }

    @Test
    void aTailHasBalancesToo() {
        print(false, true);
        assertThat(screen.out().lines())
                .hasSize(6)
                .contains("clicks #7 decode/1 received 5, written 3, filtered 0, duplicates 1, rejected 1");
    }

    @Test
    void jsonHasEverything() {
        print(true, false);
        assertThat(screen.out().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("{\"kind\":\"dead-letters\",\"job\":\"clicks\",\"path\""))
                .contains("{\"kind\":\"gap\",\"job\":\"clicks\",\"checkpoint\":7,\"stream\":\"events\",\"shard\":"
                        + "\"shardId-000000000001\",\"after\":\"17\",\"read_until\":\"1970-01-01T00:00:00Z\"}");
    }

    private LogLines print(boolean json, boolean balances) {
        LogLines lines = new LogLines(screen.plain(), json, balances);
        for (int i = 0; i < 2; i++) {
            ENTRIES.forEach(entry -> lines.row(new LogRow("clicks", entry)));
        }
        return lines;
    }
}
