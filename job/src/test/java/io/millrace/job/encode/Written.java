package io.millrace.job.encode;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.testkit.MemoryStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.table.data.RowData;

/** Writes rows as the job would. */
public final class Written {

    private Written() {}

    public static FormatConfig parquet(ParquetConfig.Compression compression) {
        return parquet(compression, ByteSize.parse("128 MiB"));
    }

    public static FormatConfig parquet(ParquetConfig.Compression compression, ByteSize rowGroup) {
        return parquet(compression, rowGroup, ByteSize.parse("1 GiB"));
    }

    public static FormatConfig parquet(ParquetConfig.Compression compression, ByteSize rowGroup, ByteSize writeMemory) {
        return new FormatConfig(new ParquetConfig(compression, rowGroup, ByteSize.parse("128 KiB"), writeMemory), null);
    }

    public static FormatConfig ndjson(NdjsonConfig.Compression compression) {
        return new FormatConfig(null, new NdjsonConfig(compression, true));
    }

    public static byte[] bytes(FormatConfig format, RecordSchema schema, Iterable<? extends RowData> rows)
            throws IOException {
        return write(EncoderFactories.of(format, schema), rows).toBytes();
    }

    public static Path file(
            Path directory, String name, FormatConfig format, RecordSchema schema, Iterable<? extends RowData> rows)
            throws IOException {
        EncoderFactory factory = EncoderFactories.of(format, schema);
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
