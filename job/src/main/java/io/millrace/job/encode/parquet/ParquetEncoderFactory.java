package io.millrace.job.encode.parquet;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ParquetConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Opens Parquet files. */
public final class ParquetEncoderFactory implements EncoderFactory {

    private static final long serialVersionUID = 1L;

    private final ParquetConfig config;
    private final RecordSchema schema;
    private final TreeMap<String, String> properties;

    private transient FileLayout layout;

    /** @param properties what is written into each file's footer beside the schema */
    public ParquetEncoderFactory(ParquetConfig config, RecordSchema schema, Map<String, String> properties) {
        this.config = requireNonNull(config, "config");
        this.schema = requireNonNull(schema, "schema");
        this.properties = new TreeMap<>(properties);
    }

    @Override
    public Encoder create(FSDataOutputStream out) throws IOException {
        if (layout == null) {
            layout = new FileLayout(schema, config.writeMemory().bytes(), properties);
        }
        return new ParquetEncoder(out, config, layout);
    }

    @Override
    public String extension() {
        return ".parquet";
    }

    @Override
    public String format() {
        return "parquet";
    }
}
