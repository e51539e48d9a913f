// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.JsonRecordsConfig;
import io.millrace.job.config.SectionBuilder;

/** What is said of {@code decode.format.json}. */
public final class JsonRecordsBuilder extends SectionBuilder<JsonRecordsConfig> {

    JsonRecordsBuilder() {}
}
