package io.millrace.job.config;

import java.io.Serializable;

/** The kind of file; exactly one, Parquet when absent. */
@OneOf
public record FormatConfig(
        @Key(doc = "Apache Parquet.", optional = true) ParquetConfig parquet,
        @Key(doc = "One JSON object per line.", optional = true) NdjsonConfig ndjson,
        @Key(doc = "Comma-separated values.", optional = true) CsvConfig csv,
        @Key(doc = "Apache Avro's container.", optional = true) AvroConfig avro)
        implements Serializable {

    public static FormatConfig of(ParquetConfig parquet) {
        return new FormatConfig(parquet, null, null, null);
    }

    public static FormatConfig of(NdjsonConfig ndjson) {
        return new FormatConfig(null, ndjson, null, null);
    }

    public static FormatConfig of(CsvConfig csv) {
        return new FormatConfig(null, null, csv, null);
    }

    public static FormatConfig of(AvroConfig avro) {
        return new FormatConfig(null, null, null, avro);
    }
}
