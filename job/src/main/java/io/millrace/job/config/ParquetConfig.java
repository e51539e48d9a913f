package io.millrace.job.config;

import java.io.Serializable;

/** Parquet files. */
public record ParquetConfig(
        @Key(doc = "The codec of pages.", value = "zstd") Compression compression,
        @Key(
                        doc = "How large a row group becomes, as encoded in memory.",
                        value = "128 MiB",
                        min = "64 KiB",
                        max = "1 GiB")
                ByteSize rowGroupSize,
        @Key(
                        doc = "How large a column's dictionary may become before the column is written plainly.",
                        value = "128 KiB",
                        min = "1 KiB",
                        max = "16 MiB")
                ByteSize dictionarySize,
        @Key(
                        doc =
                                "How much of encoded pages all open files of one parallel writer may hold in memory; beyond it row groups end before they have their size.",
                        value = "32 MiB",
                        min = "1 MiB",
                        max = "1 TiB")
                ByteSize writeMemory)
        implements Serializable {

    public enum Compression {
        NONE,
        SNAPPY,
        GZIP,
        ZSTD
    }
}
