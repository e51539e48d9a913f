package io.millrace.bench.report;

/** Two runs of Millrace at the same time: a plain one, and one that differs from it in one thing, which has this name. */
public record Pair(String what, Result plain, Result run) {

    /** The CPU time of the other by that of the plain one. */
    double ratio() {
        return run.cpuSeconds() / plain.cpuSeconds();
    }
}
