package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Small numbered events, and the question whether files hold each of them once. */
final class Events {

    private static final String SCHEMA =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "id", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "text", "type": "string"}]}
            """;

    private Events() {}

    /** Writes {@code event.avsc}, the schema of the events. */
    static void writeSchema(Path directory) throws IOException {
        Files.writeString(directory.resolve("event.avsc"), SCHEMA);
    }

    /** The event with this number, in one of six hours. */
    static String event(int id) {
        return "{\"id\": %d, \"at\": \"2026-03-%02dT%02d:30:00Z\", \"text\": \"event %d\"}"
                .formatted(id, 1 + id % 2, id % 3, id);
    }

    /** How many rows the Parquet files under {@code files} hold by now; none when there is no file. */
    static long count(Path files) throws IOException {
        if (Files.notExists(files) || !hasParquet(files)) {
            return 0;
        }
        try (DuckDb duckdb = DuckDb.open()) {
            return (Long) duckdb.rows("SELECT count(*) AS n FROM " + DuckDb.parquet(files))
                    .get(0)
                    .get("n");
        }
    }

    /** DuckDB takes a pattern that fits no file for a mistake. */
    private static boolean hasParquet(Path files) throws IOException {
        try (Stream<Path> found = Files.find(files, Integer.MAX_VALUE, (file, attributes) -> file.getFileName()
                .toString()
                .matches("[^._].*\\.parquet"))) {
            return found.findAny().isPresent();
        }
    }

    /** Asserts that the Parquet files under {@code files} hold the events 0 to {@code count - 1}, each once. */
    static void assertEachOnce(Path files, long count) {
        assertEachOnce(DuckDb.parquet(files), count);
    }

    /** The same of any relation. */
    static void assertEachOnce(String relation, long count) {
        try (DuckDb duckdb = DuckDb.open()) {
            Map<String, Object> found = duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids,"
                            + " min(id) AS first, max(id) AS last FROM " + relation)
                    .get(0);
            assertThat(found)
                    .containsEntry("n", count)
                    .containsEntry("ids", count)
                    .containsEntry("first", 0L)
                    .containsEntry("last", count - 1);
        }
    }
}
