package io.millrace.job.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.JsonRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values at the edges of their types, read by another program from files of each codec. */
final class DuckDbReadsFilesTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(
            new Schema.Parser()
                    .parse(
                            """
            {"type": "record", "name": "Edges", "namespace": "test", "fields": [
              {"name": "n", "type": "int"},
              {"name": "l", "type": "long"},
              {"name": "maybe", "type": ["null", "long"]},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "d9", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "d18", "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}},
              {"name": "d38", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 10}},
              {"name": "text", "type": ["null", "string"]},
              {"name": "point", "type": ["null", {"type": "record", "name": "Point", "fields": [
                {"name": "x", "type": "double"}, {"name": "label", "type": ["null", "string"]}]}]},
              {"name": "tags", "type": ["null", {"type": "array", "items": ["null", "string"]}]},
              {"name": "grid", "type": {"type": "array", "items": {"type": "array", "items": "int"}}},
              {"name": "scores", "type": {"type": "map", "values": ["null", "int"]}}
            ]}"""));

    private static final List<String> JSON = List.of(
            """
            {"n":1,"l":9007199254740993,"maybe":null,"at":"2026-03-02T06:07:08.000009Z","d9":-1234567.89,\
            "d18":-999999999999.999999,"d38":-9999999999999999999999999999.9999999999,"text":"größe 東京 🎁",\
            "point":{"x":-0.1,"label":null},"tags":[],"grid":[[1,2],[],[3]],"scores":{"a":1,"b":null}}""",
            """
            {"n":2,"l":-9223372036854775808,"maybe":9223372036854775807,"at":"1969-12-31T23:59:59.999999Z","d9":0.01,\
            "d18":0.000001,"d38":0.0000000001,"text":"","point":null,"tags":null,"grid":[],"scores":{}}""",
            """
            {"n":3,"l":9223372036854775807,"maybe":-9007199254740993,"at":"0001-01-01T00:00:00.000000Z","d9":0.00,\
            "d18":0.000000,"d38":12345678901234567890.1234567890,"text":null,"point":{"x":1.0E300,"label":"\\"q\\"\\n"},\
            "tags":["a",null,""],"grid":[[]],"scores":{"":-2147483648,"ä":2147483647}}""");

    @TempDir
    private Path directory;

    private final DuckDb duckdb = DuckDb.open();

    @AfterEach
    void close() {
        duckdb.close();
    }

    @ParameterizedTest
    @EnumSource
    void parquetHasTheRightTypesAndValues(ParquetConfig.Compression compression) throws IOException {
        Path file = write(Written.parquet(compression));

        assertThat(file.getFileName().toString()).isEqualTo("edges.parquet");
        assertThat(duckdb.types(DuckDb.parquet(file))).isEqualTo(types());
        assertThat(duckdb.rows("SELECT * FROM " + DuckDb.parquet(file) + " ORDER BY n"))
                .containsExactlyElementsOf(expected());
        assertThat(duckdb.column("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')"))
                .containsExactly(compression == ParquetConfig.Compression.NONE ? "UNCOMPRESSED" : compression.name());
    }

    @ParameterizedTest
    @EnumSource
    void ndjsonHasTheRightValues(TextCompression compression) throws IOException {
        Path file = write(Written.ndjson(compression));

        assertThat(file.getFileName().toString())
                .isEqualTo(
                        switch (compression) {
                            case NONE -> "edges.jsonl";
                            case GZIP -> "edges.jsonl.gz";
                            case ZSTD -> "edges.jsonl.zst";
                        });
        // DuckDB reads numbers with a fraction as doubles, whatever the column's type, so it cannot judge decimals.
        List<Map<String, Object>> rows =
                duckdb.rows("SELECT * EXCLUDE (d9, d18, d38) FROM " + DuckDb.ndjson(file, types()) + " ORDER BY n");
        List<Map<String, Object>> expected = expected();
        expected.forEach(row -> row.keySet().removeAll(List.of("d9", "d18", "d38")));
        assertThat(rows).containsExactlyElementsOf(expected);
        assertThat(duckdb.column("SELECT json FROM read_json_objects('" + file + "') ORDER BY json->>'n'"))
                .extracting(Object::toString)
                .containsExactlyElementsOf(JSON);
    }

    @ParameterizedTest
    @EnumSource
    void csvHasTheRightTypesAndValues(TextCompression compression) throws IOException {
        Path file = write(Written.csv(compression));

        assertThat(file.getFileName().toString())
                .isEqualTo(
                        switch (compression) {
                            case NONE -> "edges.csv";
                            case GZIP -> "edges.csv.gz";
                            case ZSTD -> "edges.csv.zst";
                        });
        String csv = DuckDb.csv(file, types());
        assertThat(duckdb.types(csv)).isEqualTo(types());
        assertThat(duckdb.rows("SELECT * FROM " + csv + " ORDER BY n")).containsExactlyElementsOf(expected());
    }

    @Test
    void bothFormatsHoldTheSameClicks() throws IOException {
        List<GenericRowData> clicks = Clicks.rows(7, 30_000);
        String parquet = DuckDb.parquet(Written.file(
                directory, "clicks", Written.parquet(ParquetConfig.Compression.ZSTD), Clicks.SCHEMA, clicks));
        String ndjson = DuckDb.ndjson(
                Written.file(directory, "clicks", Written.ndjson(TextCompression.ZSTD), Clicks.SCHEMA, clicks),
                duckdb.types(parquet));

        assertThat(duckdb.count(parquet)).isEqualTo(30_000);
        assertThat(duckdb.difference(parquet, ndjson)).isEmpty();
        assertThat(duckdb.value("SELECT sum(revenue) FROM " + parquet))
                .isEqualTo(clicks.stream()
                        .map(row -> row.getDecimal(9, 12, 2))
                        .filter(revenue -> revenue != null)
                        .map(revenue -> revenue.toBigDecimal())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void withoutTheTrailingNewlineTheLastLineHasNone() throws IOException {
        FormatConfig format = FormatConfig.of(new NdjsonConfig(TextCompression.NONE, null, false));

        assertThat(new String(Written.bytes(format, SCHEMA, rows()), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(String.join("\n", JSON));
        assertThat(Written.bytes(format, SCHEMA, List.of())).isEmpty();
    }

    private Path write(FormatConfig format) throws IOException {
        return Written.file(directory, "edges", format, SCHEMA, rows());
    }

    private static List<GenericRowData> rows() {
        return JSON.stream().map(json -> JsonRows.row(json, SCHEMA)).toList();
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("n", "INTEGER");
        types.put("l", "BIGINT");
        types.put("maybe", "BIGINT");
        types.put("at", "TIMESTAMP WITH TIME ZONE");
        types.put("d9", "DECIMAL(9,2)");
        types.put("d18", "DECIMAL(18,6)");
        types.put("d38", "DECIMAL(38,10)");
        types.put("text", "VARCHAR");
        types.put("point", "STRUCT(x DOUBLE, \"label\" VARCHAR)");
        types.put("tags", "VARCHAR[]");
        types.put("grid", "INTEGER[][]");
        types.put("scores", "MAP(VARCHAR, INTEGER)");
        return types;
    }

    private static List<Map<String, Object>> expected() {
        return Stream.of(
                        row(
                                1,
                                9007199254740993L,
                                null,
                                "2026-03-02T06:07:08.000009Z",
                                "-1234567.89",
                                "-999999999999.999999",
                                "-9999999999999999999999999999.9999999999",
                                "größe 東京 🎁",
                                mapOf("x", -0.1, "label", null),
                                List.of(),
                                List.of(List.of(1, 2), List.of(), List.of(3)),
                                mapOf("a", 1, "b", null)),
                        row(
                                2,
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                "1969-12-31T23:59:59.999999Z",
                                "0.01",
                                "0.000001",
                                "0.0000000001",
                                "",
                                null,
                                null,
                                List.of(),
                                Map.of()),
                        row(
                                3,
                                Long.MAX_VALUE,
                                -9007199254740993L,
                                "0001-01-01T00:00:00Z",
                                "0.00",
                                "0.000000",
                                "12345678901234567890.1234567890",
                                null,
                                mapOf("x", 1e300, "label", "\"q\"\n"),
                                Arrays.asList("a", null, ""),
                                List.of(List.of()),
                                mapOf("", Integer.MIN_VALUE, "ä", Integer.MAX_VALUE)))
                .toList();
    }

    private static Map<String, Object> row(Object... values) {
        Map<String, Object> row = new LinkedHashMap<>();
        List<String> names = SCHEMA.rowType().getFieldNames();
        for (int i = 0; i < values.length; i++) {
            String name = names.get(i);
            Object value = values[i];
            if (name.equals("at")) {
                value = OffsetDateTime.parse((String) value).withOffsetSameInstant(ZoneOffset.UTC);
            } else if (name.matches("d\\d+")) {
                value = new BigDecimal((String) value);
            }
            row.put(name, value);
        }
        return row;
    }

    private static Map<String, Object> mapOf(String key, Object value, String otherKey, Object otherValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(otherKey, otherValue);
        return map;
    }
}
