package io.millrace.job.config;

import java.io.Serializable;

/** Parquet files. */
public record ParquetConfig(
        @Key(doc = "The codec of pages, inside the file.", value = "zstd") Compression compression,
        @Key(
                        doc =
                                "How hard the codec tries: `gzip` from 1 to 9, by default 6; `zstd` from 1 to 22, by default 3; `brotli` from 0 to 11, by default 5.",
                        optional = true,
                        min = "0",
                        max = "22")
                Integer level,
        @Key(
                        doc = "How large a row group becomes, as encoded in memory.",
                        value = "128 MiB",
                        min = "64 KiB",
                        max = "1 GiB")
                ByteSize rowGroupSize,
        @Key(
                        doc = "How large the values of a page become before they are compressed.",
                        value = "1 MiB",
                        min = "1 KiB",
                        max = "64 MiB")
                ByteSize pageSize,
        @Key(
                        doc = "After how many rows the page of every column ends, however small it is.",
                        value = "10000",
                        min = "1",
                        max = "10000000")
                int pageRows,
        @Key(
                        doc =
                                "How large a column's dictionary may become before the column is written plainly; with `0 B` no column has one.",
                        value = "128 KiB",
                        min = "0 B",
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

    public enum Compression implements Codec {
        NONE(null),
        SNAPPY(null),
        GZIP(CodecLevels.OF_GZIP),
        ZSTD(CodecLevels.OF_ZSTD),
        LZ4_RAW(null),
        BROTLI(CodecLevels.OF_BROTLI);

        private final CodecLevels levels;

        Compression(CodecLevels levels) {
            this.levels = levels;
        }

        @Override
        public CodecLevels levels() {
            return levels;
        }
    }
}
