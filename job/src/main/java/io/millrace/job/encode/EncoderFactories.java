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

    /**
     * The factory of files that leave out columns.
     *
     * @param rows the schema of the rows that arrive
     * @param written that schema, or that schema without some of its fields
     * @param pipeline which writes the files, for the formats whose files can say so
     */
    public static EncoderFactory of(
            FormatConfig format, RecordSchema rows, RecordSchema written, PipelineName pipeline) {
        EncoderFactory files = of(format, written, pipeline);
        return rows.equals(written) ? files : new NarrowedEncoderFactory(files, rows, written);
    }
}
