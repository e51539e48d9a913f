package io.millrace.bench.profile;

import java.util.Locale;

/** What CPU time is spent on. */
public enum Part {
    READ("source: reading files, cutting lines"),
    DECODE("JSON to rows"),
    TRANSFORM("functions"),
    ROUTE("the partition of each row"),
    ENCODE("rows to Parquet's pages"),
    COMPRESS("pages to compressed pages"),
    COMMIT("files: opening, writing, closing, committing"),
    FLINK("Flink's runtime: mailbox, chaining, state, checkpoints"),
    OTHER("Java code of none of these: start, metrics, the command line"),
    JIT("the VM's compilers"),
    GC("the VM's collector"),
    REST("what no sample shows: the VM's start and other threads, the recording itself, the shell");

    private final String meaning;

    Part(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
