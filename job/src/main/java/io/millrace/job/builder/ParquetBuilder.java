// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.ParquetConfig;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code output.files.format.parquet}. */
public final class ParquetBuilder extends SectionBuilder<ParquetConfig> {

    ParquetBuilder() {}

    /** {@code compression}: The codec of pages, inside the file. Default: {@code zstd}. */
    public ParquetBuilder compression(ParquetConfig.Compression compression) {
        value("compression", compression);
        return this;
    }

    /**
     * {@code level}: How hard the codec tries: {@code gzip} from 1 to 9, by default 6; {@code zstd} from 1 to 22, by
     * default 3; {@code brotli} from 0 to 11, by default 5. Between 0 and 22.
     */
    public ParquetBuilder level(int level) {
        value("level", level);
        return this;
    }

    /**
     * {@code row-group-size}: How large a row group becomes, as encoded in memory. Between 64 KiB and 1 GiB. Default:
     * {@code 128 MiB}.
     */
    public ParquetBuilder rowGroupSize(ByteSize rowGroupSize) {
        value("row-group-size", rowGroupSize);
        return this;
    }

    /**
     * {@code page-size}: How large the values of a page become before they are compressed. Between 1 KiB and 64 MiB.
     * Default: {@code 1 MiB}.
     */
    public ParquetBuilder pageSize(ByteSize pageSize) {
        value("page-size", pageSize);
        return this;
    }

    /**
     * {@code page-rows}: After how many rows the page of every column ends, however small it is. Between 1 and
     * 10000000. Default: {@code 10000}.
     */
    public ParquetBuilder pageRows(int pageRows) {
        value("page-rows", pageRows);
        return this;
    }

    /**
     * {@code dictionary-size}: How large a column's dictionary may become before the column is written plainly; with
     * {@code 0 B} no column has one. Between 0 B and 16 MiB. Default: {@code 128 KiB}.
     */
    public ParquetBuilder dictionarySize(ByteSize dictionarySize) {
        value("dictionary-size", dictionarySize);
        return this;
    }

    /**
     * {@code write-memory}: How much of encoded pages all open files of one parallel writer may hold in memory; beyond
     * it row groups end before they have their size. Between 1 MiB and 1 TiB. Default: {@code 32 MiB}.
     */
    public ParquetBuilder writeMemory(ByteSize writeMemory) {
        value("write-memory", writeMemory);
        return this;
    }
}
