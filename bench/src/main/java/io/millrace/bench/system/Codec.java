package io.millrace.bench.system;

import java.util.Locale;

/** How Parquet's pages are compressed. */
public enum Codec {
    SNAPPY,
    ZSTD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
