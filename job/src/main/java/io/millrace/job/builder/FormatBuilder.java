// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code output.files.format}. One of its keys is given. */
public final class FormatBuilder extends SectionBuilder<FormatConfig> {

    FormatBuilder() {}

    /** {@code parquet}: Apache Parquet. */
    public FormatBuilder parquet(Consumer<? super ParquetBuilder> parquet) {
        section("parquet", new ParquetBuilder(), parquet);
        return this;
    }

    /** {@code parquet}: Apache Parquet. */
    public FormatBuilder parquet() {
        section("parquet", new ParquetBuilder(), parquet -> {});
        return this;
    }

    /** {@code ndjson}: One JSON object per line. */
    public FormatBuilder ndjson(Consumer<? super NdjsonBuilder> ndjson) {
        section("ndjson", new NdjsonBuilder(), ndjson);
        return this;
    }

    /** {@code ndjson}: One JSON object per line. */
    public FormatBuilder ndjson() {
        section("ndjson", new NdjsonBuilder(), ndjson -> {});
        return this;
    }

    /** {@code csv}: Comma-separated values. */
    public FormatBuilder csv(Consumer<? super CsvBuilder> csv) {
        section("csv", new CsvBuilder(), csv);
        return this;
    }

    /** {@code csv}: Comma-separated values. */
    public FormatBuilder csv() {
        section("csv", new CsvBuilder(), csv -> {});
        return this;
    }

    /** {@code avro}: Apache Avro's container. */
    public FormatBuilder avro(Consumer<? super AvroBuilder> avro) {
        section("avro", new AvroBuilder(), avro);
        return this;
    }

    /** {@code avro}: Apache Avro's container. */
    public FormatBuilder avro() {
        section("avro", new AvroBuilder(), avro -> {});
        return this;
    }
}
