package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.testkit.GoldenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LogJsonTest {

    private static final List<LogRow> ROWS = List.of(
            new LogRow("clicks", Rows.PARQUET), new LogRow("clicks", Rows.LINES), new LogRow("clicks", Rows.BALANCE));

    @Test
    void rowsAreWrittenAndReadAsTheFirstReleaseDid() throws Exception {
        GoldenFile golden = new GoldenFile("commit-log-v1.ndjson");
        golden.assertHolds(LogJson.lines(ROWS));
        assertThat(LogJson.rows(golden.bytes(), "golden")).isEqualTo(ROWS);
    }

    @Test
    void deadLettersAndGapsAreWrittenAndReadAsTheFirstReleaseDid() throws Exception {
        List<LogRow> rows = Stream.of(Rows.DEAD_LETTERS, Rows.GAP, Rows.WHOLE_SHARD)
                .map(entry -> new LogRow("clicks", entry))
                .toList();
        GoldenFile golden = new GoldenFile("commit-log-of-losses-v1.ndjson");
        golden.assertHolds(LogJson.lines(rows));
        assertThat(LogJson.rows(golden.bytes(), "golden")).isEqualTo(rows);
    }

    @Test
    void fieldsOfALaterReleaseArePassedOver() throws Exception {
        String line = LogJson.line(ROWS.get(2)).replace("{\"kind\"", "{\"colour\":\"blue\",\"kind\"");
        assertThat(LogJson.rows(line.getBytes(StandardCharsets.UTF_8), "x")).containsExactly(ROWS.get(2));
    }

    @Test
    void aLineThatIsNoRowIsNamed() {
        assertNoRow("{\"kind\":\"file\"}", "expected a text in the field 'job', but got null");
        assertNoRow("{\"kind\":\"tea\"}", "expected one of the kinds file, dead-letters, balance, gap, but got 'tea'");
        assertNoRow(
                LogJson.line(ROWS.get(2)).replace("\"subtask\":1", "\"subtask\":1.5"),
                "expected a whole number in the field 'subtask', but got 1.5");
        assertThatThrownBy(() -> LogJson.rows("{".getBytes(StandardCharsets.UTF_8), "x"))
                .hasMessage("line 1 of x is no row of a commit log");
    }

    private static void assertNoRow(String line, String why) {
        String lines = LogJson.line(ROWS.get(0)) + "\n" + line + "\n";
        assertThatThrownBy(() -> LogJson.rows(lines.getBytes(StandardCharsets.UTF_8), "_commits/1.ndjson"))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 of _commits/1.ndjson is no row of a commit log")
                .hasRootCauseMessage(why);
    }
}
