package io.millrace.job.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.RandomRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.flink.table.data.GenericRowData;

/** Encoders that share little code but the slots, and a reader that is none of them: the files must hold the same rows. */
final class RandomRowsReadBackTest {

    private final DuckDb duckdb = DuckDb.open();

    @Property(tries = 60)
    void duckDbReadsTheSameRowsFromParquetFromJsonAndFromCsv(
            @ForAll long seed,
            @ForAll ParquetConfig.Compression parquetCompression,
            @ForAll TextCompression textCompression)
            throws IOException {
        RandomRows random = RandomRows.textual(seed);
        RecordSchema schema = random.schema();
        List<GenericRowData> rows = random.rows(schema, 200);
        Path directory = Files.createTempDirectory("rows");
        try {
            String parquet = DuckDb.parquet(Written.file(
                    directory, "rows", Written.parquet(parquetCompression, ByteSize.parse("64 KiB")), schema, rows));
            Map<String, String> types = duckdb.types(parquet);
            String json = DuckDb.ndjson(
                    Written.file(directory, "rows", Written.ndjson(textCompression), schema, rows), types);

            assertThat(duckdb.count(parquet)).isEqualTo(200);
            assertThat(duckdb.difference(parquet, json)).isEmpty();
            String csv = DuckDb.csv(Written.file(directory, "rows", Written.csv(textCompression), schema, rows), types);
            assertThat(duckdb.difference(parquet, csv)).isEmpty();
        } finally {
            delete(directory);
        }
    }

    @AfterProperty
    void close() {
        duckdb.close();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
