package io.millrace.job.encode.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.encode.Written;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.DuckDb;
import io.millrace.job.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetFileTest {

    @TempDir
    private Path directory;

    private final DuckDb duckdb = DuckDb.open();

    @AfterEach
    void close() {
        duckdb.close();
    }

    @Test
    void theFooterNamesTheSchemaAndTheWriter() throws IOException {
        ParquetMetadata footer = footer(write(Clicks.SCHEMA, Clicks.rows(1, 100)));

        Map<String, String> said = footer.getFileMetaData().getKeyValueMetaData();
        assertThat(said)
                .containsOnlyKeys(
                        "millrace.pipeline", "millrace.schema.fingerprint", "millrace.version", "parquet.avro.schema")
                .containsEntry("millrace.pipeline", Written.PIPELINE.value())
                .containsEntry("millrace.schema.fingerprint", Clicks.SCHEMA.fingerprint());
        assertThat(new Schema.Parser().parse(said.get("parquet.avro.schema"))).isEqualTo(Clicks.SCHEMA.avro());
        assertThat(said.get("millrace.version")).matches("\\d+\\.\\d+.*");
        assertThat(footer.getFileMetaData().getCreatedBy()).startsWith("parquet-mr version 1.15.2");
    }

    @Test
    void theFooterHasTheVersionThatTheSchemaSays() throws IOException {
        Schema avro = new Schema.Parser().parse(schema("\"long\"").avro().toString());
        avro.addProp("version", "1.4.0");

        Path file = write(RecordSchema.of(avro).withRescued(), List.of());

        assertThat(footer(file).getFileMetaData().getKeyValueMetaData())
                .containsEntry("millrace.schema.version", "1.4.0");
    }

    @Test
    void pagesEndWhereTheConfigurationSays() throws IOException {
        RecordSchema schema = schema("\"long\"");
        List<GenericRowData> rows = rows(10_000, i -> GenericRowData.of(i * 1_000_003L));
        ParquetConfig byRows = new ParquetConfig(
                ParquetConfig.Compression.NONE,
                null,
                ByteSize.parse("128 MiB"),
                ByteSize.parse("1 MiB"),
                3_000,
                ByteSize.parse("128 KiB"),
                ByteSize.parse("32 MiB"));
        ParquetConfig bySize = new ParquetConfig(
                ParquetConfig.Compression.NONE,
                null,
                ByteSize.parse("128 MiB"),
                ByteSize.parse("8000 B"),
                1_000_000,
                ByteSize.parse("0 B"),
                ByteSize.parse("32 MiB"));

        assertThat(pages(Written.file(directory, "rows", FormatConfig.of(byRows), schema, rows)))
                .isEqualTo(4);
        assertThat(pages(Written.file(directory, "size", FormatConfig.of(bySize), schema, rows)))
                .isEqualTo(10);
    }

    @Test
    void withoutRoomForADictionaryNoColumnHasOne() throws IOException {
        RecordSchema schema = schema("\"string\"", "\"int\"");
        ParquetConfig plain = new ParquetConfig(
                ParquetConfig.Compression.SNAPPY,
                null,
                ByteSize.parse("128 MiB"),
                ByteSize.parse("1 MiB"),
                10_000,
                ByteSize.parse("0 B"),
                ByteSize.parse("32 MiB"));
        List<GenericRowData> rows = rows(20_000, i -> GenericRowData.of(StringData.fromString("v" + i % 5), i % 5));

        Path file = Written.file(directory, "plain", FormatConfig.of(plain), schema, rows);

        assertThat(footer(file).getBlocks().get(0).getColumns())
                .allSatisfy(column -> assertThat(column.hasDictionaryPage()).isFalse());
        assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"GZIP,1,9", "ZSTD,1,19", "BROTLI,0,9"})
    void aHigherLevelMakesSmallerFiles(ParquetConfig.Compression codec, int low, int high) throws IOException {
        List<GenericRowData> rows = Clicks.rows(5, 5_000);

        assertThat(Written.bytes(leveled(codec, high), Clicks.SCHEMA, rows).length)
                .isLessThan((int) (0.97 * Written.bytes(leveled(codec, low), Clicks.SCHEMA, rows).length));
    }

    private static FormatConfig leveled(ParquetConfig.Compression codec, int level) {
        ParquetConfig parquet = Written.parquet(codec).parquet();
        return FormatConfig.of(new ParquetConfig(
                codec,
                level,
                parquet.rowGroupSize(),
                parquet.pageSize(),
                parquet.pageRows(),
                parquet.dictionarySize(),
                parquet.writeMemory()));
    }

    private static int pages(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.readOffsetIndex(
                            reader.getFooter().getBlocks().get(0).getColumns().get(0))
                    .getPageCount();
        }
    }

    @Test
    void aFileWithoutRowsIsAFile() throws IOException {
        Path file = write(Clicks.SCHEMA, List.of());

        assertThat(duckdb.count(DuckDb.parquet(file))).isZero();
        assertThat(duckdb.types(DuckDb.parquet(file))).containsEntry("user_id", "BIGINT");
    }

    @Test
    void statisticsAndIndexesDescribeEveryPage() throws IOException {
        RecordSchema schema = schema("\"long\"", "[\"null\",\"string\"]");
        List<GenericRowData> rows = rows(
                25_000,
                i -> GenericRowData.of(i - 10_000L, i % 5 == 0 ? null : StringData.fromString("v" + (i % 700))));

        Path file = write(schema, rows);

        ParquetMetadata footer = footer(file);
        ColumnChunkMetaData numbers = footer.getBlocks().get(0).getColumns().get(0);
        ColumnChunkMetaData texts = footer.getBlocks().get(0).getColumns().get(1);
        assertThat(numbers.getStatistics().genericGetMin()).isEqualTo(-10_000L);
        assertThat(numbers.getStatistics().genericGetMax()).isEqualTo(14_999L);
        assertThat(numbers.getStatistics().getNumNulls()).isZero();
        assertThat(texts.getStatistics().minAsString()).isEqualTo("v1");
        assertThat(texts.getStatistics().maxAsString()).isEqualTo("v99");
        assertThat(texts.getStatistics().getNumNulls()).isEqualTo(5_000);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            ColumnIndex index = reader.readColumnIndex(numbers);
            OffsetIndex offsets = reader.readOffsetIndex(numbers);
            assertThat(offsets.getPageCount()).isEqualTo(3);
            assertThat(offsets.getFirstRowIndex(1)).isEqualTo(10_000);
            assertThat(index.getMinValues()
                            .get(1)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getLong(0))
                    .isZero();
            assertThat(reader.readColumnIndex(texts).getNullCounts()).containsExactly(2_000L, 2_000L, 1_000L);
        }
        assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE f0 BETWEEN -1 AND 0"))
                .isEqualTo(2L);
    }

    @Test
    void valuesThatRepeatHaveADictionaryAndOthersNone() throws IOException {
        RecordSchema schema = schema("\"string\"", "\"string\"", "\"long\"", "\"int\"");
        List<GenericRowData> rows = rows(
                30_000,
                i -> GenericRowData.of(
                        StringData.fromString("colour-" + i % 100),
                        StringData.fromString("unique-" + i * 7919L),
                        i * 1_000_003L,
                        i % 9));

        Path file = write(schema, rows);

        List<ColumnChunkMetaData> columns = footer(file).getBlocks().get(0).getColumns();
        assertThat(columns.get(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
        assertThat(columns.get(1).getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
        assertThat(columns.get(2).getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
        assertThat(columns.get(3).getEncodings()).contains(Encoding.RLE_DICTIONARY);
        assertThat(columns.get(1).hasDictionaryPage()).isFalse();
        assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
    }

    @Test
    void aDictionaryThatGrowsTooLargeEndsAndWhatCameBeforeStillUsesIt() throws IOException {
        RecordSchema schema = schema("\"string\"", "\"long\"", "[\"null\",\"double\"]");
        // First few values, then ever new ones: the dictionary overflows in the middle of a later page.
        List<GenericRowData> rows = rows(
                60_000,
                i -> GenericRowData.of(
                        StringData.fromString("text-" + (i < 14_000 ? i % 50 : i)),
                        i < 14_000 ? i % 50 : (long) i << 20,
                        i % 3 == 0 ? null : (Double) (i < 14_000 ? i % 50 : i / 7.0)));

        Path file = write(schema, rows);

        for (ColumnChunkMetaData column : footer(file).getBlocks().get(0).getColumns()) {
            assertThat(column.getEncodings()).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
            assertThat(column.hasDictionaryPage()).isTrue();
        }
        assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
        assertThat(duckdb.value("SELECT count(DISTINCT f0) FROM " + DuckDb.parquet(file)))
                .isEqualTo(46_050L);
    }

    @Test
    void aFactoryThatHasSeenUselessDictionariesStillWritesRightFiles() throws IOException {
        RecordSchema schema = schema("\"string\"");
        EncoderFactory factory = Written.factory(Written.parquet(ParquetConfig.Compression.ZSTD), schema);
        for (int file = 0; file < 6; file++) {
            int first = file;
            // Unique texts in the first files, then the same again and again.
            List<GenericRowData> rows = rows(
                    3_000, i -> GenericRowData.of(StringData.fromString("x" + (first < 2 ? i * 31 + first : i % 3))));

            Path written = Written.write(factory, rows).toFile(directory.resolve("f" + file + ".parquet"));

            assertThat(GroupRows.read(written, schema)).isEqualTo(rows);
        }
    }

    @Test
    void largeValuesEndPagesEarlyAndRowGroupsAreAsLargeAsConfigured() throws IOException {
        RecordSchema schema = schema("\"string\"", "\"int\"");
        List<GenericRowData> rows = rows(
                40,
                i -> GenericRowData.of(
                        StringData.fromString(Character.toString('a' + i % 26).repeat(700_000 + i)), i));

        Path file = Written.file(
                directory,
                "large",
                Written.parquet(ParquetConfig.Compression.NONE, ByteSize.parse("8 MiB")),
                schema,
                rows);

        List<BlockMetaData> blocks = footer(file).getBlocks();
        assertThat(blocks).hasSize(4).allMatch(block -> block.getTotalByteSize() < 9 << 20);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            ColumnChunkMetaData texts = blocks.get(0).getColumns().get(0);
            assertThat(reader.readOffsetIndex(texts).getPageCount()).isGreaterThanOrEqualTo(5);
            assertThat(reader.readOffsetIndex(blocks.get(0).getColumns().get(1)).getPageCount())
                    .isEqualTo(1);
        }
        assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
    }

    @Test
    void manyOpenFilesEndRowGroupsEarlierInsteadOfHoldingThem() throws IOException {
        int files = 10;
        int rows = 30_000;
        long limit = 1 << 20;
        EncoderFactory factory = Written.factory(
                Written.parquet(ParquetConfig.Compression.SNAPPY, ByteSize.parse("128 MiB"), new ByteSize(limit)),
                Clicks.SCHEMA);
        List<MemoryStream> streams = new ArrayList<>();
        List<Encoder> encoders = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            streams.add(new MemoryStream());
            encoders.add(factory.create(streams.get(i)));
        }
        long mostHeld = 0;
        for (GenericRowData row : Clicks.rows(3, rows)) {
            long held = 0;
            for (int i = 0; i < files; i++) {
                encoders.get(i).add(row);
                held += encoders.get(i).encodedSize() - streams.get(i).getPos();
            }
            mostHeld = Math.max(mostHeld, held);
        }
        // Half as much again for files that keep their share; unfinished pages and footers come on top.
        assertThat(mostHeld).isBetween(limit, limit * 3 / 2 + files * (640L << 10));

        for (int i = 0; i < files; i++) {
            encoders.get(i).finish();
            Path file = streams.get(i).toFile(directory.resolve(i + ".parquet"));
            assertThat(footer(file).getBlocks()).hasSizeGreaterThan(1);
            assertThat(duckdb.count(DuckDb.parquet(file))).isEqualTo(rows);
            if (i > 0) {
                assertThat(duckdb.difference(DuckDb.parquet(file), DuckDb.parquet(directory.resolve("0.parquet"))))
                        .isEmpty();
            }
        }
    }

    @Test
    void longListsEndPagesEarly() throws IOException {
        RecordSchema schema = schema("{\"type\":\"array\",\"items\":\"boolean\"}");
        List<GenericRowData> rows = rows(
                20,
                i -> GenericRowData.of(new GenericArrayData(
                        IntStream.range(0, 50_000).mapToObj(n -> n % 3 == i % 3).toArray())));

        Path file = write(schema, rows);

        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            ColumnChunkMetaData column =
                    reader.getFooter().getBlocks().get(0).getColumns().get(0);
            assertThat(reader.readOffsetIndex(column).getPageCount()).isBetween(5, 10);
        }
        assertThat(GroupRows.read(file, schema)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"double\"", "\"float\""})
    void notANumberHidesNoRowFromAFilter(String type) throws IOException {
        RecordSchema schema = schema(type);
        List<GenericRowData> rows = new ArrayList<>();
        for (double value : new double[] {1, Double.NaN, 3, Double.NEGATIVE_INFINITY}) {
            rows.add(GenericRowData.of(type.equals("\"float\"") ? (Object) (float) value : (Object) value));
        }

        Path file = write(schema, rows);

        Statistics<?> statistics =
                footer(file).getBlocks().get(0).getColumns().get(0).getStatistics();
        assertThat(statistics.hasNonNullValue()).as("min and max").isFalse();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(reader.readColumnIndex(
                            reader.getFooter().getBlocks().get(0).getColumns().get(0)))
                    .isNull();
        }
        // DuckDB orders not a number above all others.
        assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE f0 > 5"))
                .isEqualTo(1L);
        assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE isnan(f0)"))
                .isEqualTo(1L);
    }

    @Test
    void zerosOfEitherSignAreWithinTheStatistics() throws IOException {
        RecordSchema schema = schema("\"double\"", "\"float\"");

        Path file = write(schema, List.of(GenericRowData.of(0.0, -0.0f), GenericRowData.of(0.0, -0.0f)));

        List<ColumnChunkMetaData> columns = footer(file).getBlocks().get(0).getColumns();
        assertThat(columns.get(0).getStatistics().genericGetMin()).isEqualTo(-0.0);
        assertThat(columns.get(0).getStatistics().genericGetMax()).isEqualTo(0.0);
        assertThat(columns.get(1).getStatistics().genericGetMin()).isEqualTo(-0.0f);
        assertThat(columns.get(1).getStatistics().genericGetMax()).isEqualTo(0.0f);
        assertThat(GroupRows.read(file, schema))
                .containsExactly(GenericRowData.of(0.0, -0.0f), GenericRowData.of(0.0, -0.0f));
    }

    @Test
    void negativeNumbersOfEveryTypeAreOrderedInTheStatistics() throws IOException {
        String wide = "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":30,\"scale\":2}";
        RecordSchema schema = schema("\"double\"", "\"float\"", wide);
        List<GenericRowData> rows = rows(
                3_000,
                i -> GenericRowData.of(
                        i - 1_000.5,
                        (float) i - 2_000,
                        org.apache.flink.table.data.DecimalData.fromBigDecimal(
                                java.math.BigDecimal.valueOf(i - 1_500, 2), 30, 2)));

        Path file = write(schema, rows);

        assertThat(duckdb.rows("SELECT min(f0) AS a, max(f0) AS b, min(f1) AS c, max(f1) AS d, min(f2)::DOUBLE AS e,"
                        + " max(f2)::DOUBLE AS f FROM " + DuckDb.parquet(file)))
                .containsExactly(Map.of("a", -1_000.5, "b", 1_998.5, "c", -2_000f, "d", 999f, "e", -15.0, "f", 14.99));
        assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE f0 < -1000"))
                .isEqualTo(1L);
        assertThat(duckdb.value("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE f2 < -14.99"))
                .isEqualTo(1L);
        Statistics<?> decimals =
                footer(file).getBlocks().get(0).getColumns().get(2).getStatistics();
        assertThat(new java.math.BigInteger(decimals.getMinBytes())).isEqualTo(-1_500);
        assertThat(new java.math.BigInteger(decimals.getMaxBytes())).isEqualTo(1_499);
    }

    /** Of 10 bytes each: 102 fill the first kibibyte as far as they can. */
    @ParameterizedTest
    @ValueSource(ints = {1, 102, 1_000})
    void valuesOfOneLengthAreAllThatTheirStatisticsDescribe(int count) throws IOException {
        String decimal = "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":22,\"scale\":2}";
        List<GenericRowData> rows = rows(
                count,
                i -> GenericRowData.of(org.apache.flink.table.data.DecimalData.fromBigDecimal(
                        java.math.BigDecimal.valueOf(5_000 + i, 2), 22, 2)));

        ColumnChunkMetaData column = footer(write(schema(decimal), rows))
                .getBlocks()
                .get(0)
                .getColumns()
                .get(0);

        assertThat(column.getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
        assertThat(new java.math.BigInteger(column.getStatistics().getMinBytes()))
                .isEqualTo(5_000);
        assertThat(new java.math.BigInteger(column.getStatistics().getMaxBytes()))
                .isEqualTo(4_999 + count);
    }

    @Test
    void aRowWithoutARequiredValueIsRefusedWithTheFieldsPath() throws IOException {
        RecordSchema schema = schema("{\"type\":\"record\",\"name\":\"Inner\",\"fields\":[{\"name\":\"list\",\"type\":"
                + "{\"type\":\"array\",\"items\":\"string\"}}]}");
        Encoder encoder = factory(schema).create(new MemoryStream());

        assertThatThrownBy(() -> encoder.add(GenericRowData.of(
                        GenericRowData.of(new GenericArrayData(new Object[] {StringData.fromString("a"), null})))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("field 'f0.list.list.element' is required");
    }

    @Test
    void aFixedOfAnotherLengthIsRefused() throws IOException {
        Encoder encoder = factory(schema("{\"type\":\"fixed\",\"name\":\"Four\",\"size\":4}"))
                .create(new MemoryStream());

        assertThatThrownBy(() -> encoder.add(GenericRowData.of((Object) new byte[5])))
                .hasMessageContaining("holds values of 4 bytes, but got one of 5");
    }

    @Test
    void theSizeIsCloseAtTheBeginningAndExactAtTheEnd() throws IOException {
        EncoderFactory factory = factory(Clicks.SCHEMA);
        MemoryStream empty = new MemoryStream();
        Encoder encoder = factory.create(empty);
        long atFirst = encoder.encodedSize();
        encoder.finish();
        assertThat(encoder.encodedSize()).isEqualTo(empty.size());
        assertThat((double) atFirst).isCloseTo(empty.size(), within(0.1 * empty.size()));

        MemoryStream stream = new MemoryStream();
        Encoder full = factory.create(stream);
        for (GenericRowData row : Clicks.rows(3, 2_000)) {
            full.add(row);
        }
        full.finish();
        assertThat(full.encodedSize()).isEqualTo(stream.size());
    }

    private static List<GenericRowData> rows(int count, IntFunction<GenericRowData> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }

    private static EncoderFactory factory(RecordSchema schema) {
        return Written.factory(Written.parquet(ParquetConfig.Compression.SNAPPY), schema);
    }

    private Path write(RecordSchema schema, List<GenericRowData> rows) throws IOException {
        return Written.file(directory, "rows", Written.parquet(ParquetConfig.Compression.SNAPPY), schema, rows);
    }

    private static ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFooter();
        }
    }

    /** A record of fields {@code f0}, {@code f1} and so on. */
    private static RecordSchema schema(String... types) {
        List<String> fields = IntStream.range(0, types.length)
                .mapToObj(i -> "{\"name\":\"f" + i + "\",\"type\":" + types[i] + "}")
                .toList();
        return RecordSchema.of(new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"test\",\"fields\":["
                        + String.join(",", fields) + "]}"));
    }
}
