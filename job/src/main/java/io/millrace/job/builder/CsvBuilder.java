// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.CsvConfig;
import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.TextCompression;

/** What is said of {@code output.files.format.csv}. */
public final class CsvBuilder extends SectionBuilder<CsvConfig> {

    CsvBuilder() {}

    /**
     * {@code compression}: The compression of the whole file; {@code gzip} adds {@code .gz} to its name, {@code zstd}
     * adds {@code .zst}. Default: {@code none}.
     */
    public CsvBuilder compression(TextCompression compression) {
        value("compression", compression);
        return this;
    }

    /**
     * {@code level}: How hard the codec tries: {@code gzip} from 1 to 9, by default 6; {@code zstd} from 1 to 22, by
     * default 3. Between 1 and 22.
     */
    public CsvBuilder level(int level) {
        value("level", level);
        return this;
    }

    /** {@code header}: Whether the first line of each file names its columns. Default: {@code true}. */
    public CsvBuilder header(boolean header) {
        value("header", header);
        return this;
    }
}
