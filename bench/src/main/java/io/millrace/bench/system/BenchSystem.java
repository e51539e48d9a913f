package io.millrace.bench.system;

import java.io.IOException;
import java.util.Optional;

/** A system that turns NDJSON files into Parquet files, one directory for each hour. */
public interface BenchSystem {

    String name();

    /** With its version, for the report. */
    String description();

    /** Whether it sorts out lines that it cannot decode. The others are not given any. */
    default boolean takesBadLines() {
        return false;
    }

    /** Why it cannot run here; empty when it can. The run is like those that will be measured. */
    default Optional<String> unavailable(Run run) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /** Writes what the child process needs into the run's directory. */
    Command prepare(Run run) throws IOException;
}
