package io.millrace.job.encode;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.PipelineName;
import io.millrace.job.config.TextCompression;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** Writes rows as the job would. */
public final class Written {

    /** What files that can say so name as their pipeline. */
    public static final PipelineName PIPELINE = new PipelineName("written");

    private Written() {}

    public static FormatConfig parquet(ParquetConfig.Compression compression) {
        return parquet(compression, ByteSize.parse("128 MiB"));
    }

    public static FormatConfig parquet(ParquetConfig.Compression compression, ByteSize rowGroup) {
        return parquet(compression, rowGroup, ByteSize.parse("1 GiB"));
    }

    public static FormatConfig parquet(ParquetConfig.Compression compression, ByteSize rowGroup, ByteSize writeMemory) {
        return FormatConfig.of(new ParquetConfig(
                compression, null, rowGroup, ByteSize.parse("1 MiB"), 10_000, ByteSize.parse("128 KiB"), writeMemory));
    }

    public static FormatConfig ndjson(TextCompression compression) {
        return FormatConfig.of(new NdjsonConfig(compression, null, true));
    }

    public static FormatConfig csv(TextCompression compression) {
        return FormatConfig.of(new CsvConfig(compression, null, true));
    }

    public static FormatConfig avro(AvroConfig.Compression compression) {
        return FormatConfig.of(new AvroConfig(compression, null, ByteSize.parse("64 KiB")));
    }

    /** Every format with each of its codecs, by a name for messages. */
    public static Map<String, FormatConfig> formats() {
        Map<String, FormatConfig> formats = new LinkedHashMap<>();
        for (ParquetConfig.Compression codec : ParquetConfig.Compression.values()) {
            formats.put("parquet " + word(codec), parquet(codec));
        }
        for (TextCompression codec : TextCompression.values()) {
            formats.put("ndjson " + word(codec), ndjson(codec));
            formats.put("csv " + word(codec), csv(codec));
        }
        for (AvroConfig.Compression codec : AvroConfig.Compression.values()) {
            formats.put("avro " + word(codec), avro(codec));
        }
        return formats;
    }

    private static String word(Enum<?> codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }

    public static EncoderFactory factory(FormatConfig format, RecordSchema schema) {
        return EncoderFactories.of(format, schema, PIPELINE);
    }

    public static byte[] bytes(FormatConfig format, RecordSchema schema, Iterable<? extends RowData> rows)
            throws IOException {
        return write(factory(format, schema), rows).toBytes();
    }

    public static Path file(
            Path directory, String name, FormatConfig format, RecordSchema schema, Iterable<? extends RowData> rows)
            throws IOException {
        EncoderFactory factory = factory(format, schema);
        return write(factory, rows).toFile(directory.resolve(name + factory.extension()));
    }

    public static MemoryStream write(EncoderFactory factory, Iterable<? extends RowData> rows) throws IOException {
        MemoryStream stream = new MemoryStream();
        Encoder encoder = factory.create(stream);
        for (RowData row : rows) {
            encoder.add(row);
        }
        encoder.finish();
        return stream;
    }
}
