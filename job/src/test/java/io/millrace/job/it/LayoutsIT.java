package io.millrace.job.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.ddl.Dialect;
import io.millrace.job.ddl.OutputTable;
import io.millrace.job.encode.Written;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.route.Layout;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.AvroFiles;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.RandomRows;
import io.millrace.job.transform.typed.Torture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layout through the whole job: DuckDB executes the DDL that Millrace prints, finds the rows that went in, each once,
 * and says of every row in which directory it has to be.
 *
 * <p>Leaves each case under {@code target/layouts}, with Spark's DDL, for the tests of the profile {@code spark}.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class LayoutsIT {

    private static final Path CASES = Path.of("target", "layouts").toAbsolutePath();
    private static final int ROWS = 1_500;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final String SCHEMA =
            """
            {"type": "record", "name": "Change", "fields": [
              {"name": "id", "type": "long"},
              {"name": "collection", "type": ["null", "string"], "default": null},
              {"name": "ledger_sequence", "type": "long"},
              {"name": "occurred_at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "good", "type": "boolean"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 2}},
              {"name": "born", "type": {"type": "int", "logicalType": "date"}},
              {"name": "geo", "type": ["null", {"type": "record", "name": "Geo", "fields": [
                {"name": "country", "type": "string"}]}], "default": null},
              {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}]}
            """;

    private static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "BIGINT");
        columns.put("collection", "VARCHAR");
        columns.put("ledger_sequence", "BIGINT");
        columns.put("occurred_at", "TIMESTAMPTZ");
        columns.put("good", "BOOLEAN");
        columns.put("amount", "DECIMAL(20, 2)");
        columns.put("born", "DATE");
        columns.put("geo", "STRUCT(country VARCHAR)");
        columns.put("tags", "VARCHAR[]");
        return columns;
    }

    /** What a directory is called after a collection; written by hand. */
    private static final Map<String, String> NAMES = Map.of(
            "users", "users",
            "Größe", "Größe",
            "a/b", "a%2Fb",
            "..", "%2E.",
            "k=v", "k%3Dv",
            "null", "%6Eull",
            "50% off", "50%25%20off",
            "_x", "%5Fx",
            "😀", "😀");

    /** Around the end of a year, changes of clocks in Berlin, before 1970, and far too late. */
    private static final List<String> TIMES = List.of(
            "2025-12-31T22:59:59.999999Z",
            "2025-12-31T23:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-03-29T00:59:59Z",
            "2026-03-29T01:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "1969-12-31T22:30:00Z",
            "1969-07-20T20:17:40.5Z",
            "2019-02-28T12:00:00Z");

    private static final String LOCAL = "(occurred_at AT TIME ZONE 'Europe/Berlin')";

    /**
     * A layout and where DuckDB expects its rows.
     *
     * @param route what the pipeline says of it, in YAML
     * @param directory an expression over a row
     */
    private record Case(String name, String format, String route, String directory) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        String hours = "strftime(" + LOCAL + ", 'year=%Y/month=%m/day=%d/hour=%H')";
        String ledgers = "(floor(ledger_sequence / 10000) * 10000)::BIGINT";
        String range = ledgers + " || '-' || " + ledgers + " + 9999";
        String template =
                "layout: template, template: [text:v1, good=field:good, born=field:born, r=range:ledger_sequence/64,"
                        + " date=time:date]";
        String templated =
                "'v1/good=' || good || '/born=' || born || '/r=' || (floor(ledger_sequence / 64) * 64)::BIGINT"
                        + " || '-' || (floor(ledger_sequence / 64) * 64 + 63)::BIGINT || strftime(" + LOCAL
                        + ", '/date=%Y-%m-%d')";
        String mixed = "layout: template, template: ['country=field:geo.country', time:year, field:good]";
        return List.of(
                new Case("date-hour", "parquet", "layout: date-hour", "strftime(" + LOCAL + ", '%Y/%m/%d/%H')"),
                new Case("date-hour-ndjson", "ndjson", "layout: date-hour", "strftime(" + LOCAL + ", '%Y/%m/%d/%H')"),
                new Case("date", "parquet", "layout: date", "strftime(" + LOCAL + ", '%Y/%m/%d')"),
                new Case("hour", "parquet", "layout: hour", hours),
                new Case("hive", "parquet", "layout: hive", "'collection=' || " + named(false) + " || '/' || " + hours),
                new Case(
                        "hive-ndjson",
                        "ndjson",
                        "layout: hive",
                        "'collection=' || " + named(false) + " || '/' || " + hours),
                new Case("hive-csv", "csv", "layout: hive", "'collection=' || " + named(false) + " || '/' || " + hours),
                new Case(
                        "hive-kept",
                        "parquet",
                        "layout: hive, keep-columns: true",
                        "'collection=' || " + named(false) + " || '/' || " + hours),
                new Case("collection", "parquet", "layout: collection", named(true)),
                new Case(
                        "ledger-day",
                        "parquet",
                        "layout: ledger-day",
                        "strftime(" + LOCAL + ", 'year=%Y/month=%m/day=%d')"),
                new Case("ledger-range", "parquet", "layout: ledger-range", "'ledgers/' || " + range),
                new Case("flat", "parquet", "layout: flat", "''"),
                new Case("template", "parquet", template, templated),
                new Case("template-ndjson", "ndjson", template, templated),
                new Case("template-csv", "csv", template, templated),
                new Case(
                        "hive-avro",
                        "avro",
                        "layout: hive",
                        "'collection=' || " + named(false) + " || '/' || " + hours),
                new Case("template-avro", "avro", template, templated),
                new Case(
                        "mixed",
                        "parquet",
                        mixed,
                        "'country=' || coalesce(geo.country, '__HIVE_DEFAULT_PARTITION__') || strftime(" + LOCAL
                                + ", '/%Y/') || good"));
    }

    private static String named(boolean plain) {
        StringBuilder sql = new StringBuilder("CASE collection");
        NAMES.forEach((value, name) -> sql.append(" WHEN ")
                .append(DuckDb.literal(value))
                .append(" THEN ")
                .append(DuckDb.literal(name)));
        return sql + " ELSE " + (plain ? "'null'" : "'__HIVE_DEFAULT_PARTITION__'") + " END";
    }

    @BeforeAll
    static void input() throws IOException {
        FileUtils.deleteDirectory(CASES.toFile());
        Files.createDirectories(CASES.resolve("in"));
        Files.writeString(CASES.resolve("change.avsc"), SCHEMA);
        Random random = new Random(7);
        List<String> collections =
                new ArrayList<>(NAMES.keySet().stream().sorted().toList());
        collections.add(null);
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < ROWS; id++) {
            String collection = collections.get(random.nextInt(collections.size()));
            lines.append("{\"id\": ").append(id);
            lines.append(", \"collection\": ").append(collection == null ? "null" : "\"" + collection + "\"");
            lines.append(", \"ledger_sequence\": ").append(random.nextInt(-20_000, 60_000) / 50 * 50);
            lines.append(", \"occurred_at\": \"")
                    .append(TIMES.get(random.nextInt(TIMES.size())))
                    .append('"');
            lines.append(", \"good\": ").append(random.nextBoolean());
            lines.append(", \"amount\": ").append(random.nextInt(-1000, 1000)).append(".25");
            lines.append(", \"born\": \"20").append(10 + random.nextInt(3)).append("-01-05\"");
            lines.append(id % 5 == 0 ? "" : ", \"geo\": {\"country\": \"" + (id % 2 == 0 ? "DE" : "FR") + "\"}");
            lines.append(", \"tags\": [\"a\", \"").append(id).append("\"]}\n");
        }
        Files.writeString(CASES.resolve("in/changes.jsonl"), lines);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void duckDbFindsEveryRowInItsDirectoryByTheTableThatIsPrinted(Case one) throws Exception {
        OutputTable table = run(one);
        Path files = CASES.resolve(one.name()).resolve("out");
        String expected = DuckDb.ndjson(CASES.resolve("in/changes.jsonl"), COLUMNS);
        try (DuckDb duckdb = DuckDb.open()) {
            // It reads Avro only with an extension.
            if (!one.format().equals("avro")) {
                duckdb.execute(Dialect.DUCKDB.ddl(table));
                String names = String.join(", ", COLUMNS.keySet());
                assertThat(duckdb.difference(
                                "(SELECT " + names + " FROM changes)", "(SELECT " + names + " FROM " + expected + ")"))
                        .isEmpty();
                assertThat(duckdb.count("changes")).isEqualTo(ROWS);
            }
            String written = written(one, files);
            assertThat(duckdb.column("SELECT id::BIGINT FROM " + written + " ORDER BY 1"))
                    .isEqualTo(duckdb.column("SELECT id FROM " + expected + " ORDER BY 1"));
            String directory = DuckDb.literal(files + "/") + " || " + one.directory();
            assertThat(duckdb.rows("SELECT file, " + directory
                            + " AS expected FROM (SELECT id::BIGINT AS id, replace(filename, '/lines/', '/out/') AS file"
                            + " FROM " + written + ") JOIN " + expected
                            + " USING (id) WHERE regexp_replace(file, '/[^/]*$', '')"
                            + " <> rtrim(" + directory + ", '/')"))
                    .as("rows in other directories than they should be")
                    .isEmpty();
        }
    }

    /** The files' rows, of which the first column is their id, with the names of their files. */
    private static String written(Case one, Path files) throws IOException {
        String where = "hive_partitioning = false, filename = true";
        return switch (one.format()) {
            case "parquet" -> "read_parquet('" + files + "/**/*.parquet', " + where + ")";
            case "ndjson" -> "read_json('" + files + "/**/*.jsonl', " + where + ", columns = {'id': 'BIGINT'})";
            case "avro" ->
                "read_json('" + AvroFiles.toNdjson(files, files.resolveSibling("lines")) + "/**/*.jsonl', " + where
                        + ", columns = {'id': 'BIGINT'})";
            default -> "read_csv('" + files + "/**/*.csv', " + where + ", header = true, all_varchar = true)";
        };
    }

    @Test
    void aColumnOfTheDirectoriesIsInTheFilesOnlyWhereThatIsAskedFor() throws Exception {
        for (Case one : cases()) {
            if (one.name().equals("hive") || one.name().equals("hive-kept")) {
                run(one);
                try (DuckDb duckdb = DuckDb.open()) {
                    assertThat(duckdb.types(DuckDb.parquet(
                                            CASES.resolve(one.name()).resolve("out")))
                                    .keySet())
                            .isEqualTo(one.name().equals("hive-kept") ? COLUMNS.keySet() : without("collection"));
                }
            }
        }
    }

    /** Files with every type there is, one for each codec. */
    private record EveryType(String name, String format, List<FormatConfig> codecs) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<EveryType> everyType() {
        List<FormatConfig> parquet = Stream.of(ParquetConfig.Compression.values())
                .filter(codec -> codec != ParquetConfig.Compression.BROTLI)
                .map(Written::parquet)
                .toList();
        return List.of(
                new EveryType("types-parquet", "parquet", parquet),
                // Which DuckDB knows, and Spark does not.
                new EveryType("types-brotli", "parquet", List.of(Written.parquet(ParquetConfig.Compression.BROTLI))),
                new EveryType("types-ndjson", "ndjson", List.of(Written.ndjson(TextCompression.NONE))),
                new EveryType("types-csv", "csv", List.of(Written.csv(TextCompression.NONE))));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void filesWithEveryTypeAreReadByTheTableThatIsPrinted(EveryType one) throws Exception {
        RecordSchema schema = RecordSchema.of(Torture.getClassSchema());
        List<GenericRowData> rows = new RandomRows(11).rows(schema, 200);
        Path directory = CASES.resolve(one.name());
        Path out = Files.createDirectories(directory.resolve("out"));
        for (int file = 0; file < one.codecs().size(); file++) {
            Written.file(out, "part-" + file, one.codecs().get(file), schema, rows);
        }
        PipelineConfig config = config(new Case(one.name(), one.format(), "layout: flat", ""));
        OutputTable table = new OutputTable("changes", config.output().files(), Layout.of(config.route(), schema));
        if (!one.name().equals("types-brotli")) {
            Files.write(directory.resolve("spark.sql"), Dialect.SPARK.ddl(table).getBytes(UTF_8));
        }
        Path expected =
                Written.file(directory, "expected", Written.parquet(ParquetConfig.Compression.NONE), schema, rows);
        try (DuckDb duckdb = DuckDb.open()) {
            duckdb.execute(Dialect.DUCKDB.ddl(table));
            assertThat(duckdb.types("changes").keySet())
                    .containsExactlyElementsOf(schema.rowType().getFieldNames());
            assertThat(duckdb.count("changes"))
                    .isEqualTo((long) rows.size() * one.codecs().size());
            String row = "SELECT DISTINCT CAST(r AS VARCHAR) FROM (SELECT %s FROM %s) r ORDER BY 1";
            assertThat(duckdb.column(row.formatted(all(schema, one.format(), "%s"), "changes")))
                    .isEqualTo(duckdb.column(row.formatted(
                            all(schema, one.format(), one.format().equals("parquet") ? "%s" : "to_base64(%s) AS %<s"),
                            DuckDb.parquet(expected))))
                    .hasSize(rows.size());
        }
    }

    /** @param bytes what is selected of a column of bytes */
    private static String all(RecordSchema schema, String format, String bytes) {
        List<String> columns = new ArrayList<>(schema.rowType().getFieldNames());
        if (format.equals("ndjson")) {
            // DuckDB takes every number with a point for a double, also where its column is a decimal.
            columns.removeAll(List.of("balance", "rate"));
        }
        columns.replaceAll(name ->
                (List.of("raw", "hash", "maybe_hash").contains(name) ? bytes : "%s").formatted('"' + name + '"'));
        return String.join(", ", columns);
    }

    private static java.util.Set<String> without(String column) {
        java.util.Set<String> names = new java.util.LinkedHashSet<>(COLUMNS.keySet());
        names.remove(column);
        return names;
    }

    /** Runs a case, and leaves beside its files what another system needs to read them. */
    private static OutputTable run(Case one) throws Exception {
        Path directory = Files.createDirectories(CASES.resolve(one.name()));
        FileUtils.deleteDirectory(directory.resolve("out").toFile());
        PipelineConfig config = config(one);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Layout layout = Pipeline.build(env, config, SchemaLoader.in(CASES), PipelineEnds.of(config, lines -> {}))
                .get(0);
        env.execute();
        assertThat(directory.resolve("dead")).doesNotExist();
        OutputTable table = new OutputTable("changes", config.output().files(), layout);
        // Its reader of Avro is a module that is not among the dependencies.
        if (!one.format().equals("avro")) {
            Files.write(directory.resolve("spark.sql"), Dialect.SPARK.ddl(table).getBytes(UTF_8));
        }
        return table;
    }

    private static PipelineConfig config(Case one) throws Exception {
        Path directory = CASES.resolve(one.name());
        String yaml =
                """
                name: changes
                parallelism: 2
                source:
                  files:
                    path: %s
                decode:
                  schema: change.avsc
                route:
                  {%s, event-time: {field: occurred_at, zone: Europe/Berlin, max-age: 36500 d, max-ahead: 36500 d}}
                output:
                  files:
                    path: %s
                    format:
                      %s: {}
                dead-letter:
                  path: %s
                checkpoint:
                  directory: %s
                """
                        .formatted(
                                CASES.resolve("in"),
                                one.route(),
                                directory.resolve("out"),
                                one.format(),
                                directory.resolve("dead"),
                                directory.resolve("checkpoints"));
        return ConfigLoader.parse(yaml, "changes.yaml", Map.of(), variable -> null);
    }
}
