package io.millrace.job.config;

import java.io.Serializable;
import java.time.Duration;

/** When a file is closed; whichever comes first, and always at a checkpoint. */
public record RollConfig(
        @Key(doc = "The size of the file, measured on encoded bytes.", value = "128 MiB", min = "1 KiB", max = "5 TiB")
                ByteSize size,
        @Key(doc = "The size of the input that went into the file.", optional = true, min = "1 KiB", max = "5 TiB")
                ByteSize inputSize,
        @Key(doc = "The number of rows in the file.", optional = true, min = "1", max = "1000000000000") Long rows,
        @Key(doc = "The time since the file was opened.", optional = true, min = "100 ms", max = "7 d") Duration age,
        @Key(
                        doc = "The time since the last row was written into the file.",
                        optional = true,
                        min = "100 ms",
                        max = "7 d")
                Duration inactivity)
        implements Serializable {}
