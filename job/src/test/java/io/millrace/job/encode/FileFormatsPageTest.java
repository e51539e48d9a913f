package io.millrace.job.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.PageCells;
import io.millrace.job.testkit.ShortTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Executes the table of the page on file formats: each type is decoded, written, and read by two other programs. */
final class FileFormatsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("project.root", "..")).resolve("docs/reference/file-formats.md");
    private static final String HEADER = "type | JSON | Parquet column | DuckDB's type | DuckDB reads | NDJSON | CSV";

    /** DuckDB may remember the footer of a file by its name: no name is used twice. */
    private static final AtomicInteger FILES = new AtomicInteger();

    private static DuckDb duckdb;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void open() {
        duckdb = DuckDb.open();
    }

    @AfterAll
    static void close() {
        duckdb.close();
    }

    @TestFactory
    Stream<DynamicTest> whatThePageSaysIsInTheFiles() throws IOException {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.line() + ": " + row.cells()[0], () -> assertThat(
                                String.join(" | ", written(row.cells()[0], row.cells()[1])))
                        .isEqualTo(String.join(" | ", row.cells()))));
    }

    @Test
    void everyTypeThatCanBeDecodedIsOnThePage() throws IOException {
        assertThat(rows().stream()
                        .map(row -> PageCells.text(row.cells()[0]).split("[(<?]")[0])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ShortTypes.NAMES);
    }

    private static List<PageCells.Row> rows() throws IOException {
        List<PageCells.Row> rows = PageCells.rows(Files.readString(PAGE), Set.of(HEADER));
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /** The cells of a type's row, as the files have them. */
    private static List<String> written(String type, String json) throws IOException {
        RecordSchema schema = RecordSchema.of(ShortTypes.event(PageCells.text(type)));
        Decoder decoder = JsonDecoder.factory(DecodeConfigs.DEFAULTS, schema).create(path -> () -> {});
        byte[] record = ("{\"f\":" + PageCells.text(json) + "}").getBytes(UTF_8);
        SlotRow row = decoder.decode(record, 0, record.length);
        assertThat(row).as("the row of %s", new String(record, UTF_8)).isNotNull();

        Path parquet = Written.file(
                directory,
                "row-" + FILES.incrementAndGet(),
                Written.parquet(ParquetConfig.Compression.ZSTD),
                schema,
                List.of(row));
        String ndjson = new String(Written.bytes(Written.ndjson(TextCompression.NONE), schema, List.of(row)), UTF_8);
        String csv = new String(
                Written.bytes(FormatConfig.of(new CsvConfig(TextCompression.NONE, null, false)), schema, List.of(row)),
                UTF_8);
        Map<String, Object> read = duckdb.rows(
                        "SELECT typeof(f) AS type, f::VARCHAR AS text FROM " + DuckDb.parquet(parquet))
                .get(0);
        return Stream.of(
                        PageCells.text(type),
                        PageCells.text(json),
                        column(parquet),
                        read.get("type"),
                        read.get("text"),
                        ndjson.strip().replaceAll("^\\{\"f\":|\\}$", ""),
                        csv.replaceAll("\r\n$", ""))
                .map(cell -> "`" + cell + "`")
                .toList();
    }

    private static String column(Path parquet) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(parquet))) {
            return reader.getFooter()
                    .getFileMetaData()
                    .getSchema()
                    .getType("f")
                    .toString()
                    .replaceAll("\\s+", " ");
        }
    }
}
