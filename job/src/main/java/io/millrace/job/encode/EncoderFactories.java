package io.millrace.job.encode;

import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.PipelineName;
import io.millrace.job.encode.avro.AvroEncoderFactory;
import io.millrace.job.encode.csv.CsvEncoderFactory;
import io.millrace.job.encode.ndjson.NdjsonEncoderFactory;
import io.millrace.job.encode.parquet.ParquetEncoderFactory;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;

/** From the configuration of a format to what opens its files. */
public final class EncoderFactories {

    private EncoderFactories() {}

    /**
     * The factory of the one format that {@code format} gives.
     *
     * @param pipeline which writes the files, for the formats whose files can say so
     */
    public static EncoderFactory of(FormatConfig format, RecordSchema schema, PipelineName pipeline) {
        if (format.ndjson() != null) {
            return new NdjsonEncoderFactory(format.ndjson(), schema);
        }
        if (format.csv() != null) {
            return new CsvEncoderFactory(format.csv(), schema);
        }
        return format.avro() != null
                ? new AvroEncoderFactory(format.avro(), schema, FileProperties.of(schema, pipeline))
                : new ParquetEncoderFactory(format.parquet(), schema, FileProperties.of(schema, pipeline));
    }
}
