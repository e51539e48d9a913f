package io.millrace.bench.peer;

import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.reflect.ReflectData;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.formats.parquet.ParquetBuilder;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The DataStream job that one writes first. */
public final class FlinkNaiveJob {

    private FlinkNaiveJob() {}

    public static void main(String[] args) throws Exception {
        Class<? extends Timed> type = args[0].equals("nested") ? NestedEvent.class : NarrowEvent.class;
        StreamExecutionEnvironment environment = FlinkEnvironment.create(Integer.parseInt(args[4]), Path.of(args[5]));
        build(environment, type, args[1], args[2], CompressionCodecName.valueOf(args[3]));
        environment.execute();
    }

    private static <T extends Timed> void build(
            StreamExecutionEnvironment environment,
            Class<T> type,
            String input,
            String output,
            CompressionCodecName codec) {
        FileSource<String> source = FileSource.forRecordStreamFormat(
                        new TextLineInputFormat(), new org.apache.flink.core.fs.Path(input))
                .build();
        FileSink<T> sink = FileSink.forBulkFormat(new org.apache.flink.core.fs.Path(output), writers(type, codec))
                .withBucketAssigner(new HourBuckets<T>())
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "files")
                .map(new JsonToObject<>(type))
                .returns(type)
                .sinkTo(sink);
    }

    /** As Flink's {@code AvroParquetWriters.forReflectRecord}, which leaves no choice of the codec. */
    private static <T> ParquetWriterFactory<T> writers(Class<T> type, CompressionCodecName codec) {
        String schema = ReflectData.get().getSchema(type).toString();
        ParquetBuilder<T> builder = file -> AvroParquetWriter.<T>builder(file)
                .withSchema(new Schema.Parser().parse(schema))
                .withDataModel(ReflectData.get())
                .withCompressionCodec(codec)
                .build();
        return new ParquetWriterFactory<>(builder);
    }
}
