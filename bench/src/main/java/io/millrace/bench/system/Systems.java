package io.millrace.bench.system;

import java.util.List;

/** All systems, in the order in which a round runs them. */
public final class Systems {

    public static final List<String> NAMES = List.of("millrace", "duckdb", "flink-sql", "flink-naive", "spark");

    /** By which Millrace's own process is told from the shell's. */
    public static final String MILLRACE_MAIN = "io.millrace.job.cli.Main";

    private Systems() {}

    public static List<BenchSystem> all(Installation installation) {
        return List.of(
                millrace(installation, Extras.NONE),
                new DuckDb(installation),
                new FlinkSql(installation),
                new FlinkNaive(installation),
                new Spark(installation));
    }

    public static BenchSystem millrace(Installation installation, Extras extras) {
        return new MillraceSystem(installation, extras);
    }
}
