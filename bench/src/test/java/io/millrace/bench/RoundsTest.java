package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.peer.DuckDbScript;
import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultFile;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Command;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Run;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundsTest {

    @TempDir
    private Path directory;

    private ResultLog log;

    /** Writes what DuckDB would, before its child process, which does what the test says. */
    private final class Copy implements BenchSystem {
        private final String name;
        private final String script;

        private Copy(String name, String script) {
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

    @Test
    void everySystemRunsOnceBeforeOneRunsAgain() throws Exception {
        assertThat(run(2, 0, new Copy("first", "true"), new Copy("absent", "true"), new Copy("second", "true")))
                .isTrue();

        assertThat(log.results().results())
                .extracting(result -> result.round() + " " + result.system() + " " + result.codec())
                .containsExactly(
                        "1 first snappy",
                        "1 second snappy",
                        "1 first zstd",
                        "1 second zstd",
                        "2 first snappy",
                        "2 second snappy",
                        "2 first zstd",
                        "2 second zstd");
        assertThat(log.results().systems()).containsEntry("absent", "left out: there is none");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void aRunThatFailsIsNotRepeatedAndTheOthersGoOn() throws Exception {
        assertThat(run(
                        2,
                        0,
                        new Copy("broken", "exit 3"),
                        new Copy("lossy", "rm -r output/day=*/hour=7"),
                        new Copy("good", "true")))
                .isFalse();

        assertThat(log.results().results()).extracting(Result::system).containsOnly("good");
        assertThat(directory.resolve("failed-1/log")).exists();
        assertThat(directory.resolve("failed-4/output")).exists();
        assertThat(directory.resolve("failed-5")).doesNotExist();
    }

    @Test
    void everyBadLineMustBeADeadLetter() throws Exception {
        String lines = "cat ../data/*-bad*/*.jsonl | sort";
        String letters = "mkdir dead-letters; comm -13 <(cat ../data/nested*kB/*.jsonl | sort) <(" + lines + ")"
                + " > dead-letters/part";

        assertThat(run(1, 0.02, new Copy("lenient", "true"), new Copy("strict", letters)))
                .isTrue();
        assertThat(log.results().systems()).containsEntry("lenient", "left out: it is not asked to sort out bad lines");
        assertThat(log.results().results()).hasSize(2).allSatisfy(result -> assertThat(result.badLines())
                .isPositive());

        assertThat(run(1, 0.02, new Copy("strict", letters + "; sed -i 1d dead-letters/part")))
                .isFalse();
        assertThat(log.results().results()).isEmpty();
    }

    private boolean run(int rounds, double badShare, BenchSystem... systems) throws Exception {
        Machine machine = new Machine("a processor", 2, 24, "Linux", "17");
        log = new ResultLog(ResultFile.begin(machine, "2026-03-02", "c0ffee", 1, Map.of()), null);
        Selection selection = new Selection(List.of(), List.of(DataSet.NESTED), List.of(Codec.values()));
        Rounds.Plan plan = new Rounds.Plan(rounds, 1, 1, 100_000, badShare, directory);
        Files.createDirectories(directory);
        return new Rounds(plan, selection, List.of(systems), log).run();
    }
}
