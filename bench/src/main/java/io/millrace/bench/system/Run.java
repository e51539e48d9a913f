package io.millrace.bench.system;

import io.millrace.bench.data.DataSet;
import java.nio.file.Path;

/** One run of a system: what it reads, how it writes, and the directory that is its own. */
public record Run(DataSet data, Codec codec, int threads, Path input, Path work) {

    public Path output() {
        return work.resolve("output");
    }

    public Path deadLetters() {
        return work.resolve("dead-letters");
    }

    Path checkpoints() {
        return work.resolve("checkpoints");
    }
}
