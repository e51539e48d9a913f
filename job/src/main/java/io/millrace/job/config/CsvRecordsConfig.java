package io.millrace.job.config;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records in CSV. */
public record CsvRecordsConfig(
        @Key(
                        doc =
                                "Whether the first record of each message, or of each file, names the columns. When not, they are `columns`.",
                        value = "true")
                boolean header,
        @Key(
                        doc =
                                "The names of the columns, where there is no header; when absent, the schema's fields in their order.",
                        optional = true,
                        example = "[event_id, occurred_at]")
                List<String> columns,
        @Key(doc = "What stands between two cells: one character of ASCII.", value = ",") CsvDelimiter delimiter,
        @Key(
                        doc =
                                "What a cell without quotes holds when it stands for null; nothing at all, when absent. A cell in quotes is never null.",
                        optional = true,
                        example = "NA")
                String nullText)
        implements Serializable {

    public CsvRecordsConfig {
        if (header && !columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected columns only without a header, but got both; set header to false");
        }
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (!names.add(column)) {
                throw new IllegalArgumentException("expected each column once, but got '" + column + "' twice");
            }
        }
        columns = List.copyOf(columns);
    }
}
