package io.millrace.job.config;

import java.io.Serializable;

/** Avro container files. */
public record AvroConfig(
        @Key(
                        doc =
                                "The codec of blocks, inside the file. `none` is what Avro calls `null`; every reader knows that and `deflate`.",
                        value = "snappy")
                Compression compression,
        @Key(
                        doc =
                                "How hard the codec tries: `deflate` from 1 to 9, by default 6; `zstd` from 1 to 22, by default 3.",
                        optional = true,
                        min = "1",
                        max = "22")
                Integer level,
        @Key(
                        doc = "How large a block becomes before it is compressed. Each open file holds one in memory.",
                        value = "64 KiB",
                        min = "1 KiB",
                        max = "16 MiB")
                ByteSize blockSize)
        implements Serializable {

    public enum Compression implements Codec {
        NONE(null),
        DEFLATE(CodecLevels.OF_GZIP),
        SNAPPY(null),
        ZSTD(CodecLevels.OF_ZSTD);

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
