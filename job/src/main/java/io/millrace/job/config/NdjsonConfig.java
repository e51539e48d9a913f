package io.millrace.job.config;

import java.io.Serializable;

/** NDJSON files. */
public record NdjsonConfig(
        @Key(
                        doc = "The compression of the whole file; `gzip` adds `.gz` to its name, `zstd` adds `.zst`.",
                        value = "none")
                TextCompression compression,
        @Key(
                        doc =
                                "How hard the codec tries: `gzip` from 1 to 9, by default 6; `zstd` from 1 to 22, by default 3.",
                        optional = true,
                        min = "1",
                        max = "22")
                Integer level,
        @Key(doc = "Whether the last line ends with a newline, too.", value = "true") boolean trailingNewline)
        implements Serializable {}
