// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.OutputConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code output}. One of its keys is given. */
public final class OutputBuilder extends SectionBuilder<OutputConfig> {

    OutputBuilder() {}

    /** {@code files}: Files in a local directory or on S3. */
    public OutputBuilder files(Consumer<? super FilesBuilder> files) {
        section("files", new FilesBuilder(), files);
        return this;
    }

    /** {@code stdout}: Lines on standard output, for looking at a pipeline. */
    public OutputBuilder stdout(Consumer<? super StdoutBuilder> stdout) {
        section("stdout", new StdoutBuilder(), stdout);
        return this;
    }

    /** {@code stdout}: Lines on standard output, for looking at a pipeline. */
    public OutputBuilder stdout() {
        section("stdout", new StdoutBuilder(), stdout -> {});
        return this;
    }

    /** {@code stats}: Counts rows and bytes and discards them. */
    public OutputBuilder stats(Consumer<? super StatsBuilder> stats) {
        section("stats", new StatsBuilder(), stats);
        return this;
    }

    /** {@code stats}: Counts rows and bytes and discards them. */
    public OutputBuilder stats() {
        section("stats", new StatsBuilder(), stats -> {});
        return this;
    }
}
