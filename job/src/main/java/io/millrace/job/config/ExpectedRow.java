package io.millrace.job.config;

import com.fasterxml.jackson.databind.JsonNode;

/** One row that is to be written. */
public record ExpectedRow(
        @Key(
                        doc = "The directory of its partition under the output's path. Any, when absent.",
                        optional = true,
                        example = "2026/01/31/06")
                AnyText partition,
        @Key(
                        doc =
                                "All of its fields, nulls included, as NDJSON has them; a number is equal to any with the same value.",
                        optional = true)
                JsonNode exactly,
        @Key(
                        doc =
                                "Some of its fields. In a section inside of it, too, only those that are given are looked at; a list must have all its elements.",
                        optional = true)
                JsonNode contains) {

    public ExpectedRow {
        if (exactly != null && contains != null) {
            throw new IllegalArgumentException("expected exactly or contains, but got both");
        }
        requireFields("exactly", exactly);
        requireFields("contains", contains);
    }

    private static void requireFields(String key, JsonNode fields) {
        if (fields != null && !fields.isObject()) {
            throw new IllegalArgumentException("expected the fields of a row in " + key + ", but got " + fields);
        }
    }
}
