package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.check.OutputCheck;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.measure.Child;
import io.millrace.bench.measure.Watcher;
import io.millrace.bench.report.Result;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Single runs of Millrace, for questions about itself: always zstd, measured and checked like every other. */
final class Trial {

    private final Path directory;

    private int failures;

    Trial(Path directory) {
        this.directory = directory;
    }

    /** Empty, after saying why, when the run failed or wrote something else than it was given. */
    Optional<Result> run(BenchSystem millrace, DataSpec spec, int threads, int round, Watcher... watchers)
            throws IOException, InterruptedException, SQLException {
        Path data = directory.resolve("data");
        InputFiles good = InputFiles.of(spec.withoutBadLines(), data);
        InputFiles input = spec.badShare() == 0 ? good : InputFiles.of(spec, data);
        String title = input.directory().getFileName() + ", parallelism " + threads;
        try (OutputCheck check = new OutputCheck(spec.data(), good)) {
            // Builds what is not built.
            millrace.unavailable(newRun(spec, threads, input));
            Run run = newRun(spec, threads, input);
            Result result = new Runner(input, check).run(millrace, run, round, watchers);
            say(
                    "%s: %.1f CPU s, %.1f s, peak %.0f MiB",
                    title, result.cpuSeconds(), result.wallSeconds(), result.peakMib());
            Directories.delete(run.work());
            return Optional.of(result);
        } catch (MismatchException | IOException e) {
            failures++;
            Path kept = directory.resolve("failed-" + failures);
            Directories.delete(kept);
            Files.move(directory.resolve("run"), kept);
            say("%s FAILED: %s", title, e.getMessage());
            say("what it left is in %s", kept);
            return Optional.empty();
        }
    }

    /** A run that a watcher ends, so that there is nothing to measure and to check. */
    void watch(BenchSystem millrace, DataSpec spec, int threads, Watcher watcher)
            throws IOException, InterruptedException {
        Run run = newRun(spec, threads, InputFiles.of(spec, directory.resolve("data")));
        new Child(millrace.prepare(run), run.work(), run.work().resolve("log")).run(watcher);
        Directories.delete(run.work());
    }

    boolean good() {
        return failures == 0;
    }

    private Run newRun(DataSpec spec, int threads, InputFiles input) throws IOException {
        Path work = directory.resolve("run");
        Directories.makeEmpty(work);
        return new Run(spec.data(), Codec.ZSTD, threads, input.directory(), work);
    }
}
