package io.millrace.job.encode.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.encode.EncoderContract;
import io.millrace.job.encode.Written;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.ShortTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Read back by Avro's own reader; {@link AvroByJavaScriptIT} has one that shares nothing with it. */
final class AvroEncoderTest extends EncoderContract {

    @TempDir
    private static Path directory;

    AvroEncoderTest() {
        super("avro");
    }

    @Override
    protected List<GenericRowData> read(Path file, RecordSchema schema) throws IOException {
        return AvroRows.read(file, schema);
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderNamesTheSchemaTheCodecAndTheWriter(AvroConfig.Compression codec) throws IOException {
        Path file = Written.file(directory, "header-" + codec, Written.avro(codec), Clicks.SCHEMA, Clicks.rows(1, 10));

        try (DataFileReader<Object> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            assertThat(reader.getSchema()).isEqualTo(Clicks.SCHEMA.avro());
            assertThat(reader.getMetaString("avro.codec"))
                    .isEqualTo(
                            switch (codec) {
                                case NONE -> "null";
                                case DEFLATE -> "deflate";
                                case SNAPPY -> "snappy";
                                case ZSTD -> "zstandard";
                            });
            assertThat(reader.getMetaString("millrace.pipeline")).isEqualTo(Written.PIPELINE.value());
            assertThat(reader.getMetaString("millrace.schema.fingerprint")).isEqualTo(Clicks.SCHEMA.fingerprint());
            assertThat(reader.getMetaString("millrace.version")).matches("\\d+\\.\\d+.*");
        }
    }

    @Test
    void blocksEndWhereTheConfigurationSays() throws IOException {
        AvroConfig config = new AvroConfig(AvroConfig.Compression.NONE, null, ByteSize.parse("4 KiB"));
        Path file = Written.file(directory, "blocks", FormatConfig.of(config), Clicks.SCHEMA, Clicks.rows(2, 2_000));

        try (DataFileReader<Object> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            while (reader.hasNext()) {
                long block = reader.getBlockSize();
                reader.nextBlock();
                if (reader.hasNext()) {
                    assertThat(block).isBetween(4096L, 6000L);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DEFLATE,1,9", "ZSTD,1,19"})
    void aHigherLevelMakesSmallerFiles(AvroConfig.Compression codec, int low, int high) throws IOException {
        List<GenericRowData> rows = Clicks.rows(5, 5_000);

        assertThat(Written.bytes(leveled(codec, high), Clicks.SCHEMA, rows).length)
                .isLessThan((int) (0.97 * Written.bytes(leveled(codec, low), Clicks.SCHEMA, rows).length));
    }

    private static FormatConfig leveled(AvroConfig.Compression codec, int level) {
        return FormatConfig.of(new AvroConfig(codec, level, ByteSize.parse("64 KiB")));
    }

    @Test
    void decimalsOfAFixedLengthAreAsLongAsTheFixed() throws IOException {
        RecordSchema schema = RecordSchema.of(
                new Schema.Parser()
                        .parse(
                                """
                {"type": "record", "name": "Fixed", "fields": [
                  {"name": "small", "type":
                    {"type": "fixed", "name": "F5", "size": 5, "logicalType": "decimal", "precision": 9, "scale": 2}},
                  {"name": "large", "type":
                    {"type": "fixed", "name": "F20", "size": 20, "logicalType": "decimal", "precision": 38, "scale": 0}}]}
                """));
        List<GenericRowData> rows = Stream.of("-1", "0", "1", "-128", "127", "128", "-9999999")
                .map(text -> GenericRowData.of(
                        DecimalData.fromBigDecimal(new BigDecimal(text), 9, 2),
                        DecimalData.fromBigDecimal(new BigDecimal(text + "0".repeat(30)), 38, 0)))
                .toList();

        assertThat(AvroRows.read(
                        Written.file(directory, "fixed", Written.avro(AvroConfig.Compression.NONE), schema, rows),
                        schema))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"record<a record<b long>>,a.b", "record<a array<long>>,a[]", "record<a map<long>>,a{}"})
    void aNullWhereNoneMayBeIsAnErrorThatNamesTheField(String type, String path) {
        RecordSchema schema = RecordSchema.of(new Schema.Parser().parse(ShortTypes.json(type)));
        Object value = path.endsWith("b")
                ? new GenericRowData(1)
                : path.endsWith("]")
                        ? new GenericArrayData(new Object[] {null})
                        : new GenericMapData(Collections.singletonMap(StringData.fromString("k"), null));

        assertThatThrownBy(() -> Written.bytes(
                        Written.avro(AvroConfig.Compression.NONE), schema, List.of(GenericRowData.of(value))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("field '" + path + "' is required, but is null in a row to be written");
    }
}
