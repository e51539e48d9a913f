package io.millrace.job.encode;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.SlotRow;
import io.millrace.job.record.SlotView;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.CountingStream;
import io.millrace.model.click.ClickEvent;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What encoding and compressing a row costs, files ended included, beside parquet-avro's writer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class EncodeBenchmark {

    private static final int ROWS = 50_000;

    /** How many files are written at once, rows going round, as they do with so many partitions. */
    @Param({"1", "24"})
    public int files;

    @Param({"none", "snappy", "zstd"})
    public String codec;

    private SlotRow[] rows;
    private GenericRecord[] records;
    private EncoderFactory parquet;
    private EncoderFactory ndjson;
    private EncoderFactory csv;
    private EncoderFactory avro;

    @Setup
    public void makeRows() {
        List<GenericRowData> clicks = Clicks.rows(1, ROWS);
        rows = new SlotRow[ROWS];
        records = new GenericRecord[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new SlotView(Clicks.SCHEMA.rowType()).of(clicks.get(i));
            records[i] = AvroRecords.record(clicks.get(i), ClickEvent.getClassSchema());
        }
        String name = codec.toUpperCase(Locale.ROOT);
        parquet = Written.factory(Written.parquet(ParquetConfig.Compression.valueOf(name)), Clicks.SCHEMA);
        FormatConfig lines = Written.ndjson(TextCompression.valueOf(name.replace("SNAPPY", "GZIP")));
        ndjson = Written.factory(lines, Clicks.SCHEMA);
        csv = Written.factory(Written.csv(lines.ndjson().compression()), Clicks.SCHEMA);
        avro = Written.factory(Written.avro(AvroConfig.Compression.valueOf(name)), Clicks.SCHEMA);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long parquet() throws IOException {
        return encode(parquet);
    }

    /** With gzip where the codec is snappy, which NDJSON does not have. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long ndjson() throws IOException {
        return encode(ndjson);
    }

    /** With gzip where the codec is snappy. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long csv() throws IOException {
        return encode(csv);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long avro() throws IOException {
        return encode(avro);
    }

    /** Avro's own writer of generic records. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long avroGeneric() throws IOException {
        String name = codec.equals("none") ? "null" : codec.equals("zstd") ? "zstandard" : codec;
        CountingStream[] streams = new CountingStream[files];
        @SuppressWarnings({"unchecked", "rawtypes"})
        DataFileWriter<GenericRecord>[] writers = new DataFileWriter[files];
        for (int i = 0; i < files; i++) {
            streams[i] = new CountingStream();
            writers[i] = new DataFileWriter<>(new GenericDatumWriter<>(ClickEvent.getClassSchema()));
            writers[i].setCodec(CodecFactory.fromString(name)).setSyncInterval(64 << 10);
            writers[i].create(ClickEvent.getClassSchema(), streams[i]);
        }
        for (int i = 0; i < ROWS; i++) {
            writers[i % files].append(records[i]);
        }
        long size = 0;
        for (int i = 0; i < files; i++) {
            writers[i].flush();
            size += streams[i].getPos();
        }
        return size;
    }

    private long encode(EncoderFactory factory) throws IOException {
        CountingStream[] streams = new CountingStream[files];
        Encoder[] encoders = new Encoder[files];
        for (int i = 0; i < files; i++) {
            streams[i] = new CountingStream();
            encoders[i] = factory.create(streams[i]);
        }
        long size = 0;
        for (int i = 0; i < ROWS; i++) {
            Encoder encoder = encoders[i % files];
            encoder.add(rows[i]);
            size ^= encoder.encodedSize();
        }
        for (int i = 0; i < files; i++) {
            encoders[i].finish();
            size += streams[i].getPos();
        }
        return size;
    }

    /** With the dictionary as small as ours, which makes it faster than its default does. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long parquetAvro() throws IOException {
        CompressionCodecName name = codec.equals("none")
                ? CompressionCodecName.UNCOMPRESSED
                : CompressionCodecName.valueOf(codec.toUpperCase(Locale.ROOT));
        CountingStream[] streams = new CountingStream[files];
        @SuppressWarnings({"unchecked", "rawtypes"})
        ParquetWriter<GenericRecord>[] writers = new ParquetWriter[files];
        for (int i = 0; i < files; i++) {
            streams[i] = new CountingStream();
            writers[i] = AvroParquetWriter.<GenericRecord>builder(new CountingFile(streams[i]))
                    .withSchema(ClickEvent.getClassSchema())
                    .withConf(new PlainParquetConfiguration())
                    .withCompressionCodec(name)
                    .withDictionaryPageSize(128 << 10)
                    .build();
        }
        for (int i = 0; i < ROWS; i++) {
            writers[i % files].write(records[i]);
        }
        long size = 0;
        for (int i = 0; i < files; i++) {
            writers[i].close();
            size += streams[i].getPos();
        }
        return size;
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
}
