package io.millrace.job.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.SlotRow;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.CountingStream;
import io.millrace.model.click.ClickEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * How fast one thread encodes the clickstream, beside parquet-avro's writer, in alternating rounds. MB/s are of JSON
 * text that such rows come from, per second of the thread's CPU time. Not a test: run {@code main} with the test class
 * path.
 */
public final class EncodeBenchmark {

    private static final int DISTINCT = 50_000;
    private static final int PASSES = 6;

    private final List<SlotRow> slots = new ArrayList<>();
    private final List<GenericRowData> rows = Clicks.rows(1, DISTINCT);
    private final List<GenericRecord> records = new ArrayList<>();
    private final long inputBytes;
    private final PrintStream out;

    private EncodeBenchmark(PrintStream out) {
        this.out = out;
        long bytes = 0;
        for (String json : Clicks.json(1, DISTINCT)) {
            bytes += json.getBytes(UTF_8).length;
        }
        inputBytes = bytes * PASSES;
        for (GenericRowData row : rows) {
            slots.add(new SlotView(Clicks.SCHEMA.rowType()).of(row));
            records.add(AvroRecords.record(row, ClickEvent.getClassSchema()));
        }
    }

    private interface Round {
        long run() throws IOException;
    }

    private void run(int rounds, String filter) throws IOException {
        Map<String, Round> candidates = new LinkedHashMap<>();
        for (ParquetConfig.Compression compression : ParquetConfig.Compression.values()) {
            FormatConfig format = new FormatConfig(
                    new ParquetConfig(compression, ByteSize.parse("128 MiB"), ByteSize.parse("128 KiB")), null);
            candidates.put("parquet " + compression + ", slots", () -> encode(format, slots));
            if (compression == ParquetConfig.Compression.SNAPPY) {
                candidates.put("parquet " + compression + ", rows", () -> encode(format, rows));
            }
        }
        for (CompressionCodecName codec :
                List.of(CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY, CompressionCodecName.ZSTD)) {
            candidates.put("parquet-avro " + codec + ", 1 MiB dictionary", () -> encodeAvro(codec, 1 << 20));
            candidates.put("parquet-avro " + codec + ", 128 KiB dictionary", () -> encodeAvro(codec, 128 << 10));
        }
        for (NdjsonConfig.Compression compression : NdjsonConfig.Compression.values()) {
            FormatConfig format = new FormatConfig(null, new NdjsonConfig(compression, true));
            candidates.put("ndjson " + compression + ", slots", () -> encode(format, slots));
        }
        candidates.keySet().removeIf(name -> !name.contains(filter));
        for (int round = 1; round <= rounds; round++) {
            out.printf("round %d of %d%n", round, rounds);
            for (Map.Entry<String, Round> candidate : candidates.entrySet()) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                long size = candidate.getValue().run();
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                out.printf(
                        "%-45s %6.0f MB/s %9.1f MB out %6.0f ns/row%n",
                        candidate.getKey(), inputBytes * 1e3 / nanos, size / 1e6, (double) nanos / DISTINCT / PASSES);
            }
        }
    }

    private long encode(FormatConfig format, List<? extends RowData> source) throws IOException {
        CountingStream stream = new CountingStream();
        Encoder encoder = EncoderFactories.of(format, Clicks.SCHEMA).create(stream);
        long sizes = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            for (RowData row : source) {
                encoder.add(row);
                sizes += encoder.encodedSize();
            }
        }
        encoder.finish();
        if (sizes < 0) {
            throw new IllegalStateException("never");
        }
        return stream.getPos();
    }

    private long encodeAvro(CompressionCodecName codec, int dictionary) throws IOException {
        CountingStream stream = new CountingStream();
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new CountingFile(stream))
                .withSchema(ClickEvent.getClassSchema())
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(codec)
                .withDictionaryPageSize(dictionary)
                .build()) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (GenericRecord record : records) {
                    writer.write(record);
                }
            }
        }
        return stream.getPos();
    }

    private record CountingFile(CountingStream stream) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return stream.getPos();
                }

                @Override
                public void write(int b) {
                    stream.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    stream.write(bytes, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    public static void main(String[] args) throws IOException {
        new EncodeBenchmark(System.out)
                .run(args.length == 0 ? 4 : Integer.parseInt(args[0]), args.length < 2 ? "" : args[1]);
    }
}
