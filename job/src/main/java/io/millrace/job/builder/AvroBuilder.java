// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.AvroConfig;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code output.files.format.avro}. */
public final class AvroBuilder extends SectionBuilder<AvroConfig> {

    AvroBuilder() {}

    /**
     * {@code compression}: The codec of blocks, inside the file. {@code none} is what Avro calls {@code null}; every
     * reader knows that and {@code deflate}. Default: {@code snappy}.
     */
    public AvroBuilder compression(AvroConfig.Compression compression) {
        value("compression", compression);
        return this;
    }

    /**
     * {@code level}: How hard the codec tries: {@code deflate} from 1 to 9, by default 6; {@code zstd} from 1 to 22, by
     * default 3. Between 1 and 22.
     */
    public AvroBuilder level(int level) {
        value("level", level);
        return this;
    }

    /**
     * {@code block-size}: How large a block becomes before it is compressed. Each open file holds one in memory.
     * Between 1 KiB and 16 MiB. Default: {@code 64 KiB}.
     */
    public AvroBuilder blockSize(ByteSize blockSize) {
        value("block-size", blockSize);
        return this;
    }
}
