package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.check.OutputCheck;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs every system once, then every system once more, and so on: what the machine does beside the bench, and how warm
 * it is, meets all of them. A run that fails is reported, and its combination is not run again.
 */
final class Rounds {

    /** What is the same for all runs. */
    record Plan(int rounds, int threads, long seed, long bytes, double badShare, Path directory) {
        Plan {
            if (rounds < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "rounds and threads must be at least 1, but are " + rounds + " and " + threads);
            }
        }
    }

    private final Plan plan;
    private final Selection selection;
    private final List<BenchSystem> systems;
    private final ResultLog results;

    private final Set<String> failures = new HashSet<>();

    Rounds(Plan plan, Selection selection, List<BenchSystem> systems, ResultLog results) {
        this.plan = plan;
        this.selection = selection;
        this.systems = List.copyOf(systems);
        this.results = results;
    }

    /** Whether every run was as it should be. */
    boolean run() throws IOException, InterruptedException, SQLException {
        for (DataSet data : selection.data()) {
            DataSpec spec = new DataSpec(data, plan.seed, plan.bytes, plan.badShare);
            Path parent = plan.directory.resolve("data");
            say("%s: data of %,.0f MB with seed %d", data, plan.bytes / 1e6, plan.seed);
            InputFiles good = InputFiles.of(spec.withoutBadLines(), parent);
            InputFiles input = plan.badShare == 0 ? good : InputFiles.of(spec, parent);
            say("%s: %,d rows, %,d bad lines", data, input.rows(), input.badLines());
            List<BenchSystem> able = able(data, input);
            if (!able.isEmpty()) {
                try (OutputCheck check = new OutputCheck(data, good)) {
                    run(data, input, able, new Runner(input, check));
                }
            }
        }
        return failures.isEmpty();
    }

    private void run(DataSet data, InputFiles input, List<BenchSystem> able, Runner runner)
            throws IOException, InterruptedException {
        for (int round = 1; round <= plan.rounds; round++) {
            for (Codec codec : selection.codecs()) {
                for (BenchSystem system : able) {
                    runOnce(system, round, newRun(data, codec, input), runner);
                }
            }
        }
        Directories.delete(plan.directory.resolve("run"));
    }

    private List<BenchSystem> able(DataSet data, InputFiles input) throws IOException, InterruptedException {
        List<BenchSystem> able = new ArrayList<>();
        for (BenchSystem system : systems) {
            Optional<String> reason = input.badLines() > 0 && !system.takesBadLines()
                    ? Optional.of("it is not asked to sort out bad lines")
                    : system.unavailable(newRun(data, Codec.SNAPPY, input));
            if (reason.isPresent()) {
                say("%s is left out: %s", system.name(), reason.get());
                results.leftOut(system.name(), reason.get());
            } else {
                able.add(system);
            }
        }
        return able;
    }

    private Run newRun(DataSet data, Codec codec, InputFiles input) throws IOException {
        Path work = plan.directory.resolve("run");
        Directories.makeEmpty(work);
        return new Run(data, codec, plan.threads, input.directory(), work);
    }

    private void runOnce(BenchSystem system, int round, Run run, Runner runner)
            throws IOException, InterruptedException {
        String title = system.name() + ", " + run.data() + ", " + run.codec();
        if (failures.contains(title)) {
            return;
        }
        try {
            Result result = runner.run(system, run, round);
            results.add(result);
            say(
                    "round %d: %s: %.1f CPU s, %.1f s, peak %.0f MiB, %.1f MB in %d files",
                    round,
                    title,
                    result.cpuSeconds(),
                    result.wallSeconds(),
                    result.peakMib(),
                    result.outputMb(),
                    result.files());
        } catch (MismatchException | IOException | SQLException e) {
            failures.add(title);
            Path kept = plan.directory.resolve("failed-" + failures.size());
            Directories.delete(kept);
            Files.move(run.work(), kept);
            say("round %d: %s FAILED: %s", round, title, e.getMessage());
            say("what it left is in %s", kept);
        }
    }
}
