package io.millrace.job.config;

import java.io.Serializable;

/** The kind of file; exactly one, Parquet when absent. */
@OneOf
public record FormatConfig(
        @Key(doc = "Apache Parquet.", optional = true) ParquetConfig parquet,
        @Key(doc = "One JSON object per line.", optional = true) NdjsonConfig ndjson)
        implements Serializable {}
