package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultFile;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundsTest {

    @TempDir
    private Path directory;

    private ResultLog log;

    @Test
    void everySystemRunsOnceBeforeOneRunsAgain() throws Exception {
        assertThat(run(
                        2,
                        0,
                        new CopySystem(directory, "first", "true"),
                        new CopySystem(directory, "absent", "true"),
                        new CopySystem(directory, "second", "true")))
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
                        new CopySystem(directory, "broken", "exit 3"),
                        new CopySystem(directory, "lossy", "rm -r output/day=*/hour=7"),
                        new CopySystem(directory, "good", "true")))
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

        assertThat(run(
                        1,
                        0.02,
                        new CopySystem(directory, "lenient", "true"),
                        new CopySystem(directory, "strict", letters)))
                .isTrue();
        assertThat(log.results().systems()).containsEntry("lenient", "left out: it is not asked to sort out bad lines");
        assertThat(log.results().results()).hasSize(2).allSatisfy(result -> assertThat(result.badLines())
                .isPositive());

        assertThat(run(1, 0.02, new CopySystem(directory, "strict", letters + "; sed -i 1d dead-letters/part")))
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
