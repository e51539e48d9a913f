package io.millrace.job.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.RollConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.encode.Written;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.click.ClickEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How far files are from the size they should have, from JSON to closed files. What is seen here is in
 * {@code docs/concepts/files-and-rolling.md}.
 */
final class SizeTargetTest {

    private static final RecordSchema SCHEMA = RecordSchema.of(ClickEvent.getClassSchema());
    private static final List<byte[]> EVENTS = LongStream.range(0, 30_000)
            .mapToObj(new ClickGenerator(7, 0, 0)::event)
            .map(event -> event.json().getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "docs/how-to/sqs-to-s3.md");

    @TempDir
    Path out;

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("parquet, zstd", Written.parquet(ParquetConfig.Compression.ZSTD)),
                Arguments.of("parquet, snappy", Written.parquet(ParquetConfig.Compression.SNAPPY)),
                Arguments.of("parquet, none", Written.parquet(ParquetConfig.Compression.NONE)),
                Arguments.of("ndjson, none", Written.ndjson(TextCompression.NONE)),
                Arguments.of("ndjson, zstd", Written.ndjson(TextCompression.ZSTD)),
                Arguments.of("csv, none", Written.csv(TextCompression.NONE)),
                Arguments.of("csv, gzip", Written.csv(TextCompression.GZIP)),
                Arguments.of("avro, none", Written.avro(AvroConfig.Compression.NONE)),
                Arguments.of("avro, snappy", Written.avro(AvroConfig.Compression.SNAPPY)),
                Arguments.of("avro, zstd", Written.avro(AvroConfig.Compression.ZSTD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void filesHaveTheSizeThatTheyShouldHave(String name, FormatConfig format) throws Exception {
        for (long target : new long[] {128 << 10, 512 << 10}) {
            LongSummaryStatistics sizes = sizes(format, target);
            double mean = sizes.getAverage() / target;
            double smallest = (double) sizes.getMin() / target;
            double largest = (double) sizes.getMax() / target;
            assertThat(sizes.getCount()).isGreaterThan(1);
            assertThat(mean).as("mean of %s at %d", name, target).isBetween(0.95, 1.05);
            assertThat(smallest).as("smallest of %s at %d", name, target).isGreaterThan(0.9);
            assertThat(largest).as("largest of %s at %d", name, target).isLessThan(1.1);
        }
    }

    static Stream<Arguments> codecs() {
        return Stream.of(
                Arguments.of("none", ParquetConfig.Compression.NONE),
                Arguments.of("snappy", ParquetConfig.Compression.SNAPPY),
                Arguments.of("zstd", ParquetConfig.Compression.ZSTD));
    }

    /** What {@code docs/how-to/sqs-to-s3.md} says of limits by input. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void soMuchInputMakesAFileOfTheSizeThatThePageSays(String name, ParquetConfig.Compression codec) throws Exception {
        long input = 12 << 20;
        double megabytes = closed(Written.parquet(codec), SinkHarness.roll(null, input, null, null, null))
                        .getMax()
                / 1e6;
        Matcher row = Pattern.compile("\\| " + name + " \\| ([\\d.]+) MB \\| ([\\d.]+) MiB \\|")
                .matcher(Files.readString(PAGE));

        assertThat(row.find()).isTrue();
        assertThat(Double.parseDouble(row.group(1))).as("size").isCloseTo(megabytes, withinPercentage(5));
        assertThat(Double.parseDouble(row.group(2)))
                .as("input for 5 MB")
                .isCloseTo(12 * 5 / megabytes, withinPercentage(5));
    }

    private LongSummaryStatistics sizes(FormatConfig format, long target) throws Exception {
        return closed(format, SinkHarness.roll(target, null, null, null, null));
    }

    /** Of all files but the last, which the checkpoint closes. */
    private LongSummaryStatistics closed(FormatConfig format, RollConfig roll) throws Exception {
        Decoder decoder = JsonDecoder.factory(DecodeConfigs.DEFAULTS, SCHEMA).create(DroppedFields.NOT_COUNTED);
        RoutedRecord routed = new RoutedRecord();
        FileOutput output =
                NumbersJob.output(new OutputPath(out.toString()), format, SCHEMA, roll, CommitListener.NONE);
        try (SinkHarness sink = SinkHarness.start(output)) {
            for (byte[] event : EVENTS) {
                sink.write(routed.refill(decoder.decode(event, 0, event.length), "all", 0, event.length, Lines.ORIGIN));
            }
            sink.barrier(1);
            return sink.closed.subList(0, sink.closed.size() - 1).stream()
                    .mapToLong(file -> file.file().getPendingFile().getSize())
                    .summaryStatistics();
        }
    }
}
