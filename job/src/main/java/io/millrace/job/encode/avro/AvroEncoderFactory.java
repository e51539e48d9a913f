package io.millrace.job.encode.avro;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.encode.stream.Ratio;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.CodecFactory;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Opens Avro container files. */
public final class AvroEncoderFactory implements EncoderFactory {

    private static final long serialVersionUID = 1L;

    private static final double GUESS = 0.5;

    private final AvroConfig config;
    private final RecordSchema schema;
    private final TreeMap<String, String> properties;

    private transient Ratio ratio;

    /** @param properties what is written into each file's header beside the schema */
    public AvroEncoderFactory(AvroConfig config, RecordSchema schema, Map<String, String> properties) {
        this.config = requireNonNull(config, "config");
        this.schema = requireNonNull(schema, "schema");
        this.properties = new TreeMap<>(properties);
    }

    @Override
    public Encoder create(FSDataOutputStream out) throws IOException {
        if (ratio == null) {
            ratio = Ratio.expected(config.compression() == AvroConfig.Compression.NONE ? 1 : GUESS);
        }
        int blockSize = Math.toIntExact(config.blockSize().bytes());
        return new AvroEncoder(out, schema, codec(), blockSize, properties, ratio);
    }

    private CodecFactory codec() {
        int level = config.compression().level(config.level());
        return switch (config.compression()) {
            case NONE -> CodecFactory.nullCodec();
            case DEFLATE -> CodecFactory.deflateCodec(level);
            case SNAPPY -> CodecFactory.snappyCodec();
            case ZSTD -> CodecFactory.zstandardCodec(level, true);
        };
    }

    @Override
    public String extension() {
        return ".avro";
    }

    @Override
    public String format() {
        return "avro";
    }
}
