package io.millrace.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Flink SQL: from a filesystem table of JSON into a partitioned filesystem table of Parquet, streaming. */
final class FlinkSql implements BenchSystem {

    private final Installation installation;

    FlinkSql(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "flink-sql";
    }

    @Override
    public String description() {
        return "Flink SQL " + installation.version("flink-table-api-java-bridge")
                + ": filesystem connector, streaming mode, object reuse, checkpoints every 10 s";
    }

    @Override
    public Command prepare(Run run) throws IOException {
        String sql = Template.resource("flink.sql")
                .with(Map.of(
                        "columns", SqlTypes.FLINK.columns(run.data().schema()),
                        "input", run.input(),
                        "time", SqlTypes.FLINK.name(run.data().timeField()),
                        "output", run.output(),
                        "codec", run.codec().name()));
        Path script = Files.writeString(run.work().resolve("run.sql"), sql);
        return new Command(installation.flink(
                "io.millrace.bench.peer.FlinkSqlScript",
                script.toString(),
                String.valueOf(run.threads()),
                run.checkpoints().toString()));
    }
}
