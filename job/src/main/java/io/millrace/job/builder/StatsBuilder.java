// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.SectionBuilder;
import io.millrace.job.config.StatsConfig;

/** What is said of {@code output.stats}. */
public final class StatsBuilder extends SectionBuilder<StatsConfig> {

    StatsBuilder() {}
}
