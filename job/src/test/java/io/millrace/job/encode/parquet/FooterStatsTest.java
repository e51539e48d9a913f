package io.millrace.job.encode.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.MemoryStream;
import io.millrace.model.ColumnStats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FooterStatsTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(SchemaBuilder.record("Row")
            .fields()
            .requiredLong("id")
            .optionalDouble("ratio")
            .requiredFloat("share")
            .optionalString("name")
            .endRecord());

    private static final int ROWS = 30_000;

    @TempDir
    Path directory;

    @Test
    void statisticsAreThoseOfTheFooterAndNansAreCounted() throws Exception {
        MemoryStream out = new MemoryStream();
        Encoder encoder = Written.factory(
                        Written.parquet(
                                ParquetConfig.Compression.SNAPPY, ByteSize.parse("1 MiB"), ByteSize.parse("128 KiB")),
                        SCHEMA)
                .create(out);
        for (int i = 0; i < ROWS; i++) {
            Double ratio = i % 10 == 0 ? null : i % 10 == 1 ? Double.NaN : Double.valueOf(i / 7.0);
            encoder.add(GenericRowData.of(
                    (long) i,
                    ratio,
                    i % 3 - 1.5f,
                    i % 2 == 0 ? null : StringData.fromString(String.format("name %05d", i))));
        }
        encoder.finish();

        List<ColumnStats> columns = encoder.columns();
        assertThat(columns).extracting(ColumnStats::name).containsExactly("id", "ratio", "share", "name");
        assertThat(columns).extracting(ColumnStats::values).containsOnly((long) ROWS);
        assertThat(columns).extracting(ColumnStats::nulls).containsExactly(0L, ROWS / 10L, 0L, ROWS / 2L);
        assertThat(columns).extracting(ColumnStats::nans).containsExactly(null, ROWS / 10L, 0L, null);
        assertThat(columns).extracting(ColumnStats::bounded).containsExactly(true, false, true, true);
        assertThat(longAt(columns.get(0).lower())).isZero();
        assertThat(longAt(columns.get(0).upper())).isEqualTo(ROWS - 1);
        assertThat(floatAt(columns.get(2).lower())).isEqualTo(-1.5f);
        assertThat(floatAt(columns.get(2).upper())).isEqualTo(0.5f);
        assertThat(columns.get(3).lower()).asString(StandardCharsets.UTF_8).isEqualTo("name 00001");
        assertThat(columns.get(3).upper()).asString(StandardCharsets.UTF_8).isEqualTo("name 29999");

        Path file = Files.write(directory.resolve("part.parquet"), out.toBytes());
        try (DuckDb duckdb = DuckDb.open()) {
            List<Map<String, Object>> footer = duckdb.rows("SELECT path_in_schema AS name,"
                    + " CAST(sum(total_compressed_size) AS BIGINT) AS bytes, count(*) AS groups FROM parquet_metadata("
                    + DuckDb.literal(file.toString()) + ") GROUP BY column_id, path_in_schema ORDER BY column_id");
            assertThat(footer).extracting(row -> row.get("name")).containsExactly("id", "ratio", "share", "name");
            assertThat(footer)
                    .extracting(row -> row.get("bytes"))
                    .containsExactlyElementsOf(
                            columns.stream().map(ColumnStats::bytes).toList());
            assertThat((Long) footer.get(0).get("groups")).as("row groups").isGreaterThan(1);
        }
    }

    private static long longAt(byte[] bound) {
        return ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static float floatAt(byte[] bound) {
        return ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }
}
