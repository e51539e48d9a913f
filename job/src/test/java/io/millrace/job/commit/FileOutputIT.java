package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.encode.Written;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.DuckDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row exactly once in visible files, whatever fails, read back by another program. */
@Timeout(300)
final class FileOutputIT {

    private static final long NUMBERS = 30_000;

    private static final FormatConfig PARQUET = Written.parquet(ParquetConfig.Compression.ZSTD);

    @TempDir
    Path directory;

    @BeforeEach
    void calm() {
        Chaos.none();
        NumbersJob.ANNOUNCED.clear();
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("ndjson", Written.ndjson(TextCompression.ZSTD)),
                Arguments.of("csv", Written.csv(TextCompression.GZIP)),
                Arguments.of("avro", Written.avro(AvroConfig.Compression.ZSTD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everyRowIsInLocalFilesOnceAfterFailuresAtEveryPoint(String name, FormatConfig format) throws Exception {
        Path out = directory.resolve("out");
        Chaos.plan(4, 42);
        NumbersJob.job(NUMBERS, output(out.toString(), format), 2, null, false).execute();

        assertThat(Chaos.happened().values()).hasSize(4).containsOnly(4);
        Map<String, String> types = Map.of("id", "BIGINT", "at", "TIMESTAMPTZ", "text", "VARCHAR");
        assertEveryNumberOnce(
                switch (name) {
                    case "ndjson" -> DuckDb.ndjson(out, types);
                    case "csv" -> DuckDb.csv(out, ordered(types));
                    default -> DuckDb.ndjson(AvroFiles.toNdjson(out, directory.resolve("lines")), types);
                });
        assertThat(NumbersJob.ANNOUNCED)
                .containsExactlyInAnyOrderElementsOf(Lines.visibleFiles(out).stream()
                        .map(file -> out.resolve(file).toString())
                        .toList());
    }

    /** In the order of the schema, by which a reader of CSV knows its columns. */
    private static Map<String, String> ordered(Map<String, String> types) {
        Map<String, String> ordered = new LinkedHashMap<>();
        NumbersJob.SCHEMA.rowType().getFieldNames().forEach(name -> ordered.put(name, types.get(name)));
        return ordered;
    }

    @Test
    void everyRowIsWrittenOnceAcrossSavepointsWithOneThenTwoThenOneInstance() throws Exception {
        Path out = directory.resolve("out");
        String savepoints = directory.resolve("savepoints").toUri().toString();
        FileOutput output = output(out.toString(), PARQUET);
        String savepoint = null;
        for (int parallelism : new int[] {1, 2}) {
            int before = Lines.visibleFiles(out).size();
            JobClient job = NumbersJob.job(NUMBERS, output, parallelism, savepoint, true)
                    .executeAsync();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Lines.visibleFiles(out).size() >= before + 10);
                savepoint = job.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                job.cancel().get(60, TimeUnit.SECONDS);
                throw e;
            }
        }
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.count(DuckDb.parquet(out)))
                    .as("stopped half-way")
                    .isPositive()
                    .isLessThan(NUMBERS);
        }
        NumbersJob.job(NUMBERS, output, 1, savepoint, false).execute();

        assertEveryNumberOnce(DuckDb.parquet(out));
    }

    private static FileOutput output(String path, FormatConfig format) {
        return NumbersJob.output(new OutputPath(path), format);
    }

    private static void assertEveryNumberOnce(String relation) {
        String files = relation.replace("hive_partitioning = false", "hive_partitioning = false, filename = true");
        try (DuckDb duckdb = DuckDb.open()) {
            assertThat(duckdb.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids, min(id) AS low, max(id) AS high"
                            + " FROM " + files))
                    .containsExactly(Map.of("n", NUMBERS, "ids", NUMBERS, "low", 0L, "high", NUMBERS - 1));
            assertThat(duckdb.value("SELECT count(*) FROM " + files + " WHERE \"at\" <> to_timestamp("
                            + NumbersJob.SENT_SECOND + " - id % 2 * 3600) + INTERVAL 7 MILLISECOND"))
                    .isEqualTo(0L);
            assertThat(new TreeSet<>(duckdb.column("SELECT DISTINCT"
                            + " regexp_extract(filename, '.*/(\\d{4}/\\d\\d/\\d\\d/\\d\\d)/', 1) || ' '"
                            + " || strftime(\"at\", '%Y/%m/%d/%H') FROM " + files)))
                    .as("each directory, and the hour of its rows")
                    .isEqualTo(new TreeSet<>(List.of("2025/10/09/07 2025/10/09/07", "2025/10/09/08 2025/10/09/08")));
        }
    }
}
