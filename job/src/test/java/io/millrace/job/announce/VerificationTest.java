package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.Verification.Finding;
import io.millrace.job.announce.Verification.Kind;
import io.millrace.model.Balance;
import io.millrace.model.CommittedFile;
import io.millrace.model.DeadLetterFile;
import io.millrace.model.Gap;
import io.millrace.model.LogEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {

    @TempDir
    Path out;

    @TempDir
    Path dead;

    private final Verification verification = new Verification(true);

    @Test
    void whatIsAsAnnouncedHasNoFindingsHoweverOftenItWasAnnounced() throws Exception {
        add(lines("a/part-0.jsonl", 3, false));
        add(lines("a/part-1.jsonl", 2, true));
        add(packed("b/part-0.jsonl.gz", 7));
        add(balance("decode", 1, 14, 0, 0, 1, 1, 0));
        add(balance("route", 1, 0, 12, 0, 0, 0, 12));
        add(balance("route", 1, 0, 12, 0, 0, 0, 12));
        add(new DeadLetterFile(lines(dead, "2026/dead-0.jsonl", 1, true)));
        Files.createDirectories(out.resolve("_commits"));
        Files.writeString(out.resolve("_commits/1.ndjson"), "");
        Files.writeString(out.resolve("a/.part-2.jsonl.inprogress"), "");

        Verification.Result result = verification.against(out.toUri(), dead.toUri());

        assertThat(result.findings()).isEmpty();
        assertThat(result.notes()).isEmpty();
        assertThat(result.files()).isEqualTo(3);
        assertThat(result.deadLetterFiles()).isEqualTo(1);
        assertThat(result.gaps()).isZero();
        assertThat(result.repeats()).isEqualTo(1);
        assertThat(result.totals()).isEqualTo(new Verification.Totals(14, 12, 0, 1, 1, 12, 12, 1));
    }

    @Test
    void deletedTruncatedAndUnannouncedFilesAreFound() throws Exception {
        CommittedFile deleted = lines("deleted.jsonl", 3, true);
        CommittedFile truncated = lines("truncated.jsonl", 4, true);
        add(deleted);
        add(truncated);
        Files.delete(out.resolve("deleted.jsonl"));
        Files.writeString(out.resolve("truncated.jsonl"), "row\n");
        Files.writeString(out.resolve("stray.jsonl"), "row\n");

        assertThat(verification.against(out.toUri(), dead.toUri()).findings())
                .containsExactly(
                        new Finding(Kind.MISSING, deleted.path(), "announced with checkpoint 1, and not there"),
                        new Finding(Kind.SIZE, truncated.path(), "announced with 16 bytes, and has 4"),
                        new Finding(Kind.UNANNOUNCED, out.resolve("stray.jsonl").toString(), "never announced"));
    }

    @Test
    void aFileOfTheSameSizeWithOtherRowsOrNoneAtAllIsFound() throws Exception {
        CommittedFile other = lines("other.jsonl", 2, true);
        add(other);
        Files.writeString(out.resolve("other.jsonl"), "12345678");
        Path parquet = out.resolve("part.parquet");
        Files.writeString(parquet, "no Parquet at all");
        add(new CommittedFile(
                parquet.toString(),
                "",
                "parquet",
                "Row",
                "0a",
                1,
                17,
                0,
                null,
                null,
                1,
                0,
                java.util.List.of(),
                java.util.List.of()));

        assertThat(verification.against(out.toUri(), dead.toUri()).findings())
                .satisfiesExactly(
                        rows -> assertThat(rows)
                                .isEqualTo(new Finding(Kind.ROWS, other.path(), "announced with 2 rows, and has 1")),
                        none -> assertThat(none.message()).startsWith("its rows cannot be counted: no Parquet file: "));
    }

    @Test
    void recordsThatWentNowhereAreFound() throws Exception {
        add(balance("decode", 1, 10, 0, 0, 0, 1, 0));
        add(balance("route", 1, 0, 8, 0, 0, 0, 8));
        add(lines("part.jsonl", 7, true));
        assertThat(verification.against(out.toUri(), dead.toUri()).findings())
                .containsExactly(
                        new Finding(
                                Kind.BALANCE,
                                "records",
                                "10 received, but 8 written + 0 filtered + 0 duplicates + 1 rejected = 9"),
                        new Finding(Kind.BALANCE, "rows", "8 rows went to the writers, but announced files hold 7"),
                        new Finding(Kind.BALANCE, "dead letters", "1 were rejected, but announced files hold 0"));
    }

    @Test
    void filesOfDeadLettersAreHeldAgainstTheirAnnouncementsToo() throws Exception {
        CommittedFile deleted = lines(dead, "deleted.jsonl", 1, true);
        CommittedFile truncated = lines(dead, "truncated.jsonl", 2, true);
        add(balance("decode", 1, 3, 0, 0, 0, 3, 0));
        add(new DeadLetterFile(deleted));
        add(new DeadLetterFile(truncated));
        Files.delete(Path.of(deleted.path()));
        Files.writeString(Path.of(truncated.path()), "row\n");
        Files.writeString(dead.resolve("stray.jsonl"), "row\n");

        Verification.Result result = verification.against(out.toUri(), dead.toUri());

        assertThat(result.findings())
                .containsExactly(
                        new Finding(Kind.MISSING, deleted.path(), "announced with checkpoint 1, and not there"),
                        new Finding(Kind.SIZE, truncated.path(), "announced with 8 bytes, and has 4"),
                        new Finding(
                                Kind.UNANNOUNCED, dead.resolve("stray.jsonl").toString(), "never announced"));
        assertThat(result.files()).isZero();
    }

    @Test
    void acceptedGapsAreNamedOnceAndAreNoDifference() throws Exception {
        add(Rows.GAP);
        add(new Gap(Rows.GAP.lost(), 43));
        add(Rows.WHOLE_SHARD);
        Verification.Result result = verification.against(out.toUri(), dead.toUri());
        assertThat(result.findings()).isEmpty();
        assertThat(result.gaps()).isEqualTo(2);
        assertThat(result.notes())
                .startsWith(
                        "records of clicks/shardId-000000000001 between the numbers 17 and 4958 were lost; it was read until"
                                + " 2027-01-15T08:00:00Z, and the oldest record left arrived 2027-01-15T08:00:01.234Z, which"
                                + " was accepted with checkpoint 42",
                        "records of clicks/shardId-000000000002 were lost; it was never read, and nothing newer is left,"
                                + " which was accepted at the end of the input");
    }

    @Test
    void theNewestCheckpointMayBeOnItsWay() throws Exception {
        add(balance("decode", 1, 3, 0, 0, 0, 0, 0));
        add(balance("route", 1, 0, 3, 0, 0, 0, 3));
        add(lines("part.jsonl", 3, true));
        add(balance("decode", 2, 5, 0, 0, 0, 0, 0));
        Verification.Result result = verification.against(out.toUri(), dead.toUri());
        assertThat(result.findings()).isEmpty();
        assertThat(result.notes())
                .containsExactly("checkpoint 2 is not in the log as a whole yet; without it the balance is even");
    }

    @Test
    void aLogWithoutBalancesSaysSo() throws Exception {
        add(lines("part.jsonl", 3, true));
        verification.unreadable("shard/1", "the large payload x is gone");
        Verification.Result result = verification.against(out.toUri(), dead.toUri());
        assertThat(result.findings())
                .containsExactly(new Finding(Kind.UNREADABLE, "shard/1", "the large payload x is gone"));
        assertThat(result.notes()).singleElement().asString().startsWith("the log has no balances");
    }

    private void add(LogEntry entry) {
        verification.add(new LogRow("j", entry));
    }

    private static Balance balance(
            String operator,
            long checkpoint,
            long received,
            long written,
            long filtered,
            long duplicates,
            long rejected,
            long rows) {
        return new Balance(
                operator + checkpoint,
                operator,
                0,
                checkpoint,
                received,
                written,
                filtered,
                duplicates,
                rejected,
                rows);
    }

    private CommittedFile lines(String name, int rows, boolean newlineAtEnd) throws IOException {
        return lines(out, name, rows, newlineAtEnd);
    }

    private static CommittedFile lines(Path directory, String name, int rows, boolean newlineAtEnd) throws IOException {
        String text = "row\n".repeat(rows);
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, newlineAtEnd ? text : text.substring(0, text.length() - 1));
        return Rows.file(file.toString(), rows, Files.size(file), 1);
    }

    private CommittedFile packed(String name, int rows) throws IOException {
        Path file = out.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write("row\n".repeat(rows).getBytes(StandardCharsets.UTF_8));
        }
        return Rows.file(file.toString(), rows, Files.size(file), 1);
    }
}
