package io.millrace.job.encode.parquet;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ParquetConfig;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Opens Parquet files. */
public final class ParquetEncoderFactory implements EncoderFactory {

    private static final long serialVersionUID = 1L;

    private final ParquetConfig config;
    private final RecordSchema schema;

    private transient FileLayout layout;

    public ParquetEncoderFactory(ParquetConfig config, RecordSchema schema) {
        this.config = requireNonNull(config, "config");
        this.schema = requireNonNull(schema, "schema");
    }

    @Override
    public Encoder create(FSDataOutputStream out) throws IOException {
        if (layout == null) {
            layout = new FileLayout(schema, config.writeMemory().bytes());
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
