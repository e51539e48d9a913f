package io.millrace.job.encode;

import io.millrace.job.config.FormatConfig;
import io.millrace.job.encode.ndjson.NdjsonEncoderFactory;
import io.millrace.job.encode.parquet.ParquetEncoderFactory;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;

/** From the configuration of a format to what opens its files. */
public final class EncoderFactories {

    private EncoderFactories() {}

    /** The factory of the one format that {@code format} gives. */
    public static EncoderFactory of(FormatConfig format, RecordSchema schema) {
        return format.ndjson() != null
                ? new NdjsonEncoderFactory(format.ndjson(), schema)
                : new ParquetEncoderFactory(format.parquet(), schema);
    }

    /**
     * The factory of files that leave out columns.
     *
     * @param rows the schema of the rows that arrive
     * @param written that schema, or that schema without some of its fields
     */
    public static EncoderFactory of(FormatConfig format, RecordSchema rows, RecordSchema written) {
        EncoderFactory files = of(format, written);
        return rows.equals(written) ? files : new NarrowedEncoderFactory(files, rows, written);
    }
}
