// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.TextCompression;

/** What is said of {@code output.files.format.ndjson}. */
public final class NdjsonBuilder extends SectionBuilder<NdjsonConfig> {

    NdjsonBuilder() {}

    /**
     * {@code compression}: The compression of the whole file; {@code gzip} adds {@code .gz} to its name, {@code zstd}
     * adds {@code .zst}. Default: {@code none}.
     */
    public NdjsonBuilder compression(TextCompression compression) {
        value("compression", compression);
        return this;
    }

    /**
     * {@code level}: How hard the codec tries: {@code gzip} from 1 to 9, by default 6; {@code zstd} from 1 to 22, by
     * default 3. Between 1 and 22.
     */
    public NdjsonBuilder level(int level) {
        value("level", level);
        return this;
    }

    /** {@code trailing-newline}: Whether the last line ends with a newline, too. Default: {@code true}. */
    public NdjsonBuilder trailingNewline(boolean trailingNewline) {
        value("trailing-newline", trailingNewline);
        return this;
    }
}
