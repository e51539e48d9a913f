package io.millrace.job.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.route.Layout;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.transform.typed.Torture;
import io.millrace.model.click.ClickEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements as golden files: what a reader of the documents pastes into another system. */
final class DdlTest {

    private static final Path GOLDEN = Path.of(System.getProperty("project.root", ".."), "job/src/test/resources/ddl");
    private static final String LEDGERS =
            """
            {"type": "record", "name": "Entry", "fields": [
              {"name": "ledger_sequence", "type": "long"},
              {"name": "closed_at", "type": {"type": "long", "logicalType": "timestamp-micros"}}]}
            """;

    /** With {@code -Dgolden.write}, a file that is missing is written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date-hour     | clicks | parquet | layout: date-hour",
                "hour-ndjson   | clicks | ndjson  | layout: hour",
                "flat          | clicks | parquet | layout: flat",
                "collection    | clicks | parquet | {layout: collection, collection: event_type}",
                "template      | clicks | parquet | {layout: template, template: [text:v1, event_type=field:event_type, date=time:date]}",
                "dates         | clicks | parquet | {layout: template, template: [source=text:web, date=time:date]}",
                "ledger-range  | ledgers | parquet | layout: ledger-range",
                "every-type    | torture | parquet | layout: flat",
                "every-type-ndjson | torture | ndjson | layout: flat",
                "hour-csv      | clicks | csv     | layout: hour",
                "every-type-csv | torture | csv    | layout: flat",
                "hour-avro     | clicks | avro    | layout: hour",
                "every-type-avro | torture | avro  | layout: flat",
            })
    void theStatementsAreAsInTheGoldenFiles(String name, String schema, String format, String route) throws Exception {
        OutputTable table = table("s3://lake/events", schema, format, route);
        for (Dialect dialect : dialects(format)) {
            Path file = GOLDEN.resolve(name + "." + dialect.name().toLowerCase(Locale.ROOT) + ".sql");
            String ddl = dialect.ddl(table);
            if (Files.notExists(file) && System.getProperty("golden.write") != null) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, ddl);
            }
            assertThat(ddl).as("%s", file).isEqualTo(Files.readString(file));
        }
    }

    /** DuckDB has no reader of Avro of its own. */
    private static Set<Dialect> dialects(String format) {
        return format.equals("avro") ? EnumSet.complementOf(EnumSet.of(Dialect.DUCKDB)) : EnumSet.allOf(Dialect.class);
    }

    @Test
    void duckDbHasNoTablesOfAvro() throws Exception {
        OutputTable table = table("out/events", "clicks", "avro", "layout: flat");
        assertThatThrownBy(() -> Dialect.DUCKDB.ddl(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DuckDB reads Avro only with an extension that is not part of it, so no table is known;"
                        + " expected output.files.format to be parquet, ndjson or csv, or another dialect");
    }

    @Test
    void aColumnThatIsInDirectoriesAndInCsvHasNoPlaceInATable() {
        String route = "{layout: template, template: [event_type=field:event_type], keep-columns: true}";
        assertThatThrownBy(() -> table("out/events", "clicks", "csv", route))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a table of CSV files has their columns in their order, and with route.keep-columns one of"
                        + " them is a column of the directories, too; leave it out, or write another format");
    }

    @Test
    void csvWithoutNamesIsReadFromItsFirstLine() throws Exception {
        String yaml = "{header: false, compression: gzip}";
        OutputTable table = table("s3://lake/events", "clicks", "csv: " + yaml, "layout: flat");

        assertThat(Dialect.DUCKDB.ddl(table)).contains("header = false", "[!._]*.csv.gz'");
        assertThat(Dialect.SPARK.ddl(table)).contains("OPTIONS ('header' = 'false'");
        assertThat(Dialect.ATHENA.ddl(table)).doesNotContain("TBLPROPERTIES");
    }

    @Test
    void athenaReadsNoLocalFiles() throws Exception {
        OutputTable table = table("out/events", "clicks", "parquet", "layout: flat");
        assertThatThrownBy(() -> Dialect.ATHENA.ddl(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Athena reads S3 only, but output.files.path is 'out/events'; try"
                        + " --set output.files.path=s3://BUCKET/PREFIX");
    }

    @Test
    void duckDbFindsNothingBehindABackslash() throws Exception {
        OutputTable table = table("/out/a\\b", "clicks", "parquet", "layout: flat");
        assertThatThrownBy(() -> Dialect.DUCKDB.ddl(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a path with a backslash, but output.files.path is '/out/a\\b'");
    }

    @Test
    void aTablesNameIsChecked() throws Exception {
        OutputTable table = table("out/events", "clicks", "parquet", "layout: flat");
        for (String wrong : List.of("", "a-b", "a.b.c.d", "1a", "a`b", "a b")) {
            assertThatThrownBy(() -> new OutputTable(wrong, table.files(), table.layout()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a table's name of letters, digits and underscores, such as 'lake.clicks', but"
                            + " got '" + wrong + "'");
        }
        assertThat(Dialect.DUCKDB.ddl(new OutputTable("lake.main.clicks", table.files(), table.layout())))
                .contains("CREATE OR REPLACE VIEW \"lake\".\"main\".\"clicks\" AS");
    }

    /** A glob's own characters, quotes and spaces of a path mean themselves. */
    @Test
    void aPathMayBeCalledAnything(@org.junit.jupiter.api.io.TempDir Path directory) throws Exception {
        Path output = Files.createDirectories(directory.resolve("it's [a] *star* {o} k=v?"));
        Files.createDirectories(output.resolve("click"));
        OutputTable table = table(output.toString(), "ledgers", "ndjson", "{layout: template, template: [text:click]}");
        Files.writeString(
                output.resolve("click/part-1.jsonl"),
                "{\"ledger_sequence\": 9007199254740993, \"closed_at\": \"2026-03-02T06:07:08.000009Z\"}\n");
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute(Dialect.DUCKDB.ddl(table));
            assertThat(duckdb.column("SELECT ledger_sequence FROM rows")).containsExactly(9007199254740993L);
        }
    }

    private static OutputTable table(String path, String schema, String format, String route) throws Exception {
        String yaml =
                """
                name: events
                source: {files: {path: /in}}
                decode: {schema: event.avsc}
                route: %s
                output:
                  files:
                    path: "%s"
                    format: {%s}
                dead-letter: {path: /dead}
                """
                        .formatted(
                                route.startsWith("{") ? route : "{" + route + "}",
                                path.replace("\\", "\\\\"),
                                format.contains(":") ? format : format + ": {}");
        PipelineConfig config = ConfigLoader.parse(yaml, "events.yaml", Map.of(), variable -> null);
        RecordSchema rows = RecordSchema.of(
                switch (schema) {
                    case "clicks" -> ClickEvent.getClassSchema();
                    case "torture" -> Torture.getClassSchema();
                    default -> new Schema.Parser().parse(LEDGERS);
                });
        return new OutputTable("rows", config.output().files(), Layout.of(config.route(), rows));
    }
}
