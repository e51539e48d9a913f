package io.millrace.bench.system;

import java.io.IOException;
import java.util.Optional;

/** Spark: {@code read.json} with a schema, {@code partitionBy}. */
final class Spark implements BenchSystem {

    private final Installation installation;

    Spark(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public String description() {
        return "Spark " + installation.version("spark-sql_2.13")
                + ": `local[n]`, `read.json` with a schema, `partitionBy` without a sort";
    }

    @Override
    public Optional<String> unavailable(Run run) {
        return installation.hasSpark() ? Optional.empty() : Optional.of("its artifacts could not be had");
    }

    @Override
    public Command prepare(Run run) throws IOException {
        return new Command(installation.spark(
                "io.millrace.bench.spark.SparkJob",
                SqlTypes.SPARK.columns(run.data().schema()),
                run.data().timeField(),
                run.input().toString(),
                run.output().toString(),
                run.codec().toString(),
                String.valueOf(run.threads())));
    }
}
