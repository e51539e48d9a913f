package io.millrace.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.encode.Written;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.RandomRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RowCounterTest {

    private static final RowCounter COUNTER = new RowCounter(true);

    @TempDir
    private Path directory;

    static Stream<Arguments> formats() {
        return Written.formats().entrySet().stream().map(format -> Arguments.of(format.getKey(), format.getValue()));
    }

    /** Random texts have quotes and newlines in them, alone and in nested values. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everyRowOfAFileIsCountedOnceWhateverIsInIt(String name, FormatConfig format) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            RandomRows random = new RandomRows(seed);
            RecordSchema schema = random.schema();
            EncoderFactory factory = Written.factory(format, schema);
            int rows = seed * 37;
            Path file = Written.write(factory, random.rows(schema, rows))
                    .toFile(directory.resolve("rows-" + seed + factory.extension()));

            assertThat(count(file, factory.format())).isEqualTo(rows);
        }
    }

    @Test
    void withoutAHeaderEveryLineOfCsvIsARow() throws IOException {
        RandomRows random = new RandomRows(1);
        RecordSchema schema = random.schema();
        Path file = Written.file(
                directory,
                "bare",
                FormatConfig.of(new CsvConfig(TextCompression.GZIP, null, false)),
                schema,
                random.rows(schema, 50));

        assertThat(new RowCounter(false).count(new org.apache.flink.core.fs.Path(file.toUri()), "csv"))
                .isEqualTo(50);
    }

    @Test
    void aFileThatIsCutOffCannotBeCounted() throws IOException {
        RandomRows random = new RandomRows(2);
        RecordSchema schema = random.schema();
        for (FormatConfig format :
                new FormatConfig[] {Written.parquet(ParquetConfig.Compression.ZSTD), Written.csv(TextCompression.GZIP)
                }) {
            EncoderFactory factory = Written.factory(format, schema);
            byte[] whole = Written.bytes(format, schema, random.rows(schema, 1_000));
            Path file = Files.write(
                    directory.resolve("cut" + factory.extension()), Arrays.copyOf(whole, whole.length * 2 / 3));

            assertThatThrownBy(() -> count(file, factory.format()))
                    .as(factory.format())
                    .isInstanceOf(IOException.class);
        }
        // Avro's reader takes the end of the file for the end of its blocks: what is missing is not counted.
        byte[] avro = Written.bytes(Written.avro(AvroConfig.Compression.SNAPPY), schema, random.rows(schema, 1_000));
        Path cut = Files.write(directory.resolve("cut.avro"), Arrays.copyOf(avro, avro.length * 2 / 3));
        assertThat(count(cut, "avro")).isLessThan(1_000);
        Path quoted = Files.writeString(directory.resolve("quoted.csv"), "a\r\n\"b\r\n");
        assertThatThrownBy(() -> count(quoted, "csv")).hasMessage("the file ends inside of quotes");
    }

    private static long count(Path file, String format) throws IOException {
        return COUNTER.count(new org.apache.flink.core.fs.Path(file.toUri()), format);
    }
}
