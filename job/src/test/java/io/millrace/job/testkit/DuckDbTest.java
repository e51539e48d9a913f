package io.millrace.job.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbTest {

    @TempDir
    private Path directory;

    @Test
    void valuesComeAsPlainJava() {
        try (DuckDb duckdb = DuckDb.open()) {
            Map<String, Object> row = duckdb.rows(
                            "SELECT 9223372036854775807 AS l, 1.50::DECIMAL(12,2) AS d,"
                                    + " 170141183460469231731687303715884105727 AS h, TIMESTAMPTZ '2026-01-31 12:00:00.000001Z' AS t,"
                                    + " [1, NULL] AS list, {'a': {'b': 'x'}} AS s, MAP {'k': [2]} AS m, '\\xFF'::BLOB AS b, NULL AS n")
                    .get(0);

            assertThat(row)
                    .containsEntry("l", Long.MAX_VALUE)
                    .containsEntry("d", new BigDecimal("1.50"))
                    .containsEntry("h", BigInteger.TWO.pow(127).subtract(BigInteger.ONE))
                    .containsEntry("list", Arrays.asList(1, null))
                    .containsEntry("s", Map.of("a", Map.of("b", "x")))
                    .containsEntry("m", Map.of("k", List.of(2)))
                    .containsEntry("b", new byte[] {-1})
                    .containsEntry("n", null);
            assertThat(((OffsetDateTime) row.get("t")).toInstant()).isEqualTo("2026-01-31T12:00:00.000001Z");
        }
    }

    @Test
    void differenceCountsDuplicatesAndNamesTheSide() {
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute("CREATE TABLE one AS SELECT unnest([1, 1, 2]) AS x");
            duckdb.execute("CREATE TABLE two AS SELECT unnest([1, 2, 3]) AS x");

            assertThat(duckdb.difference("one", "two"))
                    .containsExactlyInAnyOrder(Map.of("only_in", "left", "x", 1), Map.of("only_in", "right", "x", 3));
            assertThat(duckdb.difference("one", "one")).isEmpty();
        }
    }

    @Test
    void hiddenFilesOfADirectoryAreNotRead() throws Exception {
        Path hour = Files.createDirectories(directory.resolve("2026/01/31/12"));
        Files.writeString(hour.resolve("part-1.jsonl"), "{\"a\":1}\n");
        Files.writeString(hour.resolve(".part-2.jsonl.inprogress"), "{\"a\":2}\n");
        Files.writeString(hour.resolve(".part-3.jsonl"), "{\"a\":3}\n");

        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.column("SELECT a FROM " + DuckDb.ndjson(directory)))
                    .containsExactly(1L);
            assertThat(duckdb.types(DuckDb.ndjson(directory, Map.of("a", "DOUBLE"))))
                    .isEqualTo(Map.of("a", "DOUBLE"));
        }
    }

    @Test
    void anErrorShowsTheQuery() {
        try (DuckDb duckdb = DuckDb.open()) {
            assertThatThrownBy(() -> duckdb.count("nowhere")).hasMessageContaining("SELECT count(*) FROM nowhere");
        }
    }
}
