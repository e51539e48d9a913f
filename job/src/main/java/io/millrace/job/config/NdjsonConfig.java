package io.millrace.job.config;

/** NDJSON files. */
public record NdjsonConfig(
        @Key(
                        doc = "The compression of the whole file; `gzip` adds `.gz` to its name, `zstd` adds `.zst`.",
                        value = "none")
                Compression compression,
        @Key(doc = "Whether the last line ends with a newline, too.", value = "true") boolean trailingNewline) {

    public enum Compression {
        NONE,
        GZIP,
        ZSTD
    }
}
