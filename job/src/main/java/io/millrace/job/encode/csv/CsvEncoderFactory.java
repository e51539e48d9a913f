package io.millrace.job.encode.csv;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.CsvConfig;
import io.millrace.job.encode.stream.Ratio;
import io.millrace.job.encode.text.TextFile;
import io.millrace.job.record.Encoder;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Opens CSV files. */
public final class CsvEncoderFactory implements EncoderFactory {

    private static final long serialVersionUID = 1L;

    private final CsvConfig config;
    private final RecordSchema schema;

    private transient Ratio ratio;

    public CsvEncoderFactory(CsvConfig config, RecordSchema schema) {
        this.config = requireNonNull(config, "config");
        this.schema = requireNonNull(schema, "schema");
    }

    @Override
    public Encoder create(FSDataOutputStream out) throws IOException {
        if (ratio == null) {
            ratio = TextFile.expected(config.compression());
        }
        TextFile file =
                new TextFile(out, config.compression(), config.compression().level(config.level()), ratio);
        return new CsvEncoder(new CsvRows(schema), file, config.header());
    }

    @Override
    public String extension() {
        return ".csv" + config.compression().extension();
    }

    @Override
    public String format() {
        return "csv";
    }
}
