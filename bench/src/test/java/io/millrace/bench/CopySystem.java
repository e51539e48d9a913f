package io.millrace.bench;

import io.millrace.bench.peer.DuckDbScript;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Command;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Run;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what DuckDB would, before its child process, which does what the test says. */
final class CopySystem implements BenchSystem {

    private final Path directory;
    private final String name;
    private final String script;

    CopySystem(Path directory, String name, String script) {
        this.directory = directory;
        this.name = name;
        this.script = script;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "a copy";
    }

    @Override
    public boolean takesBadLines() {
        return name.equals("strict");
    }

    @Override
    public Optional<String> unavailable(Run run) {
        return name.equals("absent") ? Optional.of("there is none") : Optional.empty();
    }

    @Override
    public Command prepare(Run run) throws IOException {
        Run clean = new Run(
                run.data(),
                run.codec(),
                run.threads(),
                Path.of(run.input().toString().replaceFirst("-bad.*", "")),
                run.work());
        Systems.all(new Installation(directory)).get(1).prepare(clean);
        try {
            DuckDbScript.main(new String[] {run.work().resolve("run.sql").toString()});
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return new Command(List.of("bash", "-c", script), Map.of());
    }
}
