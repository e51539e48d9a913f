// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.CsvRecordsConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.List;

/** What is said of {@code decode.format.csv}. */
public final class CsvRecordsBuilder extends SectionBuilder<CsvRecordsConfig> {

    CsvRecordsBuilder() {}

    /**
     * {@code header}: Whether the first record of each message, or of each file, names the columns. When not, they are
     * {@code columns}. Default: {@code true}.
     */
    public CsvRecordsBuilder header(boolean header) {
        value("header", header);
        return this;
    }

    /**
     * {@code columns}: The names of the columns, where there is no header; when absent, the schema's fields in their
     * order. Example: {@code [event_id, occurred_at]}.
     */
    public CsvRecordsBuilder columns(String... columns) {
        values("columns", List.of(columns));
        return this;
    }

    /** {@code delimiter}: What stands between two cells: one character of ASCII. Default: {@code ,}. */
    public CsvRecordsBuilder delimiter(String delimiter) {
        value("delimiter", delimiter);
        return this;
    }

    /**
     * {@code null-text}: What a cell without quotes holds when it stands for null; nothing at all, when absent. A cell
     * in quotes is never null. Example: {@code NA}.
     */
    public CsvRecordsBuilder nullText(String nullText) {
        value("null-text", nullText);
        return this;
    }
}
