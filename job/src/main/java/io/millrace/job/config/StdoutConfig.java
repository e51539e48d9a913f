package io.millrace.job.config;

import java.io.Serializable;

/** Rows on standard output. */
public record StdoutConfig(
        @Key(
                        doc =
                                "`compact`: one line of JSON per row; `pretty`: indented JSON; `count`: one number at the end.",
                        value = "compact")
                Style style)
        implements Serializable {

    public enum Style {
        COMPACT,
        PRETTY,
        COUNT
    }
}
