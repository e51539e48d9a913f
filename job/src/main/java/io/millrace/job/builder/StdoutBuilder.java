// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.StdoutConfig;

/** What is said of {@code output.stdout}. */
public final class StdoutBuilder extends SectionBuilder<StdoutConfig> {

    StdoutBuilder() {}

    /**
     * {@code style}: {@code compact}: one line of JSON per row; {@code pretty}: indented JSON; {@code count}: one
     * number at the end. Default: {@code compact}.
     */
    public StdoutBuilder style(StdoutConfig.Style style) {
        value("style", style);
        return this;
    }
}
