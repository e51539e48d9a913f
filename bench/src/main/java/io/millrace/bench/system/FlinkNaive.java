package io.millrace.bench.system;

import java.io.IOException;

/** The DataStream job that one writes first: lines, Jackson to objects, parquet-avro by reflection. */
final class FlinkNaive implements BenchSystem {

    private final Installation installation;

    FlinkNaive(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "flink-naive";
    }

    @Override
    public String description() {
        return "Flink DataStream " + installation.version("flink-streaming-java")
                + ": text lines, Jackson to objects, parquet-avro by reflection, object reuse, checkpoints every 10 s";
    }

    @Override
    public Command prepare(Run run) throws IOException {
        return new Command(installation.flink(
                "io.millrace.bench.peer.FlinkNaiveJob",
                run.data().toString(),
                run.input().toString(),
                run.output().toString(),
                run.codec().name(),
                String.valueOf(run.threads()),
                run.checkpoints().toString()));
    }
}
