package io.millrace.job.config;

import java.io.Serializable;

/** NDJSON files. */
public record NdjsonConfig(
        @Key(
                        doc = "The compression of the whole file; `gzip` adds `.gz` to its name, `zstd` adds `.zst`.",
                        value = "none")
                Compression compression,
        @Key(doc = "Whether the last line ends with a newline, too.", value = "true") boolean trailingNewline)
        implements Serializable {

    public enum Compression {
        NONE,
        GZIP,
        ZSTD
    }
}
