package io.millrace.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** DuckDB: one {@code COPY … PARTITION_BY} of what {@code read_json} reads. */
final class DuckDb implements BenchSystem {

    private final Installation installation;

    DuckDb(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public String description() {
        return "DuckDB " + installation.version("duckdb_jdbc")
                + ": `read_json` with given types, `COPY … PARTITION_BY`, `preserve_insertion_order = false`";
    }

    @Override
    public Command prepare(Run run) throws IOException {
        String sql = Template.resource("duckdb.sql")
                .with(Map.of(
                        "threads", run.threads(),
                        "columns", SqlTypes.DUCKDB.columnMap(run.data().schema()),
                        "input", run.input(),
                        "time", SqlTypes.DUCKDB.name(run.data().timeField()),
                        "output", run.output(),
                        "codec", run.codec(),
                        "temp", run.work().resolve("temp")));
        Path script = Files.writeString(run.work().resolve("run.sql"), sql);
        List<String> line = installation.duckDb("io.millrace.bench.peer.DuckDbScript", script.toString());
        return new Command(line);
    }
}
