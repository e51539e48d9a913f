package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.check.OutputCheck;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.measure.Child;
import io.millrace.bench.measure.Measured;
import io.millrace.bench.measure.Watcher;
import io.millrace.bench.report.Pair;
import io.millrace.bench.report.Result;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs of Millrace, for questions about itself: always zstd, measured and checked like every other. */
final class Trial {

    /** What is run, and on what. */
    record Side(BenchSystem millrace, DataSpec spec) {}

    private interface Attempt<T> {
        T get() throws IOException, InterruptedException, SQLException, MismatchException;
    }

    private final Path directory;

    private int failures;

    Trial(Path directory) {
        this.directory = directory;
    }

    /** Empty, after saying why, when the run failed or wrote something else than it was given. */
    Optional<Result> run(BenchSystem millrace, DataSpec spec, int threads, int round, Watcher... watchers)
            throws IOException, InterruptedException, SQLException {
        return tryIt(spec.data() + " events, parallelism " + threads, () -> {
            try (Lane lane = new Lane(new Side(millrace, spec), threads, "alone")) {
                lane.runner.prepare();
                return lane.result(round, lane.measure(watchers));
            }
        });
    }

    /**
     * Two runs at the same time, so that whatever the machine does meets both. Empty, after saying why, when one of them
     * failed or wrote something else than it was given.
     */
    Optional<Pair> together(String what, Side plain, Side other, int threads, int round)
            throws IOException, InterruptedException, SQLException {
        return tryIt(what + ", beside a plain run", () -> {
            try (Lane first = new Lane(plain, threads, "plain");
                    Lane second = new Lane(other, threads, "other")) {
                first.runner.prepare();
                second.runner.prepare();
                List<Measured> measured = atTheSameTime(first, second);
                return new Pair(what, first.result(round, measured.get(0)), second.result(round, measured.get(1)));
            }
        });
    }

    private static List<Measured> atTheSameTime(Lane first, Lane second) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Measured>> both = List.of(first::measure, second::measure);
            List<Future<Measured>> ends = threads.invokeAll(both);
            return List.of(ends.get(0).get(), ends.get(1).get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private <T> Optional<T> tryIt(String title, Attempt<T> attempt)
            throws IOException, InterruptedException, SQLException {
        Directories.makeEmpty(runs());
        try {
            T result = attempt.get();
            Directories.delete(runs());
            return Optional.of(result);
        } catch (MismatchException | IOException e) {
            failures++;
            Path kept = directory.resolve("failed-" + failures);
            Directories.delete(kept);
            Files.move(runs(), kept);
            say("%s FAILED: %s", title, e.getMessage());
            say("what it left is in %s", kept);
            return Optional.empty();
        }
    }

    /** A run that a watcher ends, so that there is nothing to measure and to check. */
    void watch(BenchSystem millrace, DataSpec spec, int threads, Watcher watcher)
            throws IOException, InterruptedException {
        Run run = newRun(spec, threads, InputFiles.of(spec, data()), "watched");
        new Child(millrace.prepare(run), run.work(), run.work().resolve("log")).run(watcher);
        Directories.delete(runs());
    }

    boolean good() {
        return failures == 0;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path runs() {
        return directory.resolve("run");
    }

    private Run newRun(DataSpec spec, int threads, InputFiles input, String name) throws IOException {
        Path work = runs().resolve(name);
        Directories.makeEmpty(work);
        return new Run(spec.data(), Codec.ZSTD, threads, input.directory(), work);
    }

    /** A run with an input and a directory of its own. */
    private final class Lane implements AutoCloseable {

        private final BenchSystem millrace;
        private final Run run;
        private final OutputCheck check;
        private final Runner runner;

        private Lane(Side side, int threads, String name) throws IOException, InterruptedException, SQLException {
            DataSpec spec = side.spec;
            InputFiles good = InputFiles.of(spec.withoutBadLines(), data());
            InputFiles input = spec.badShare() == 0 ? good : InputFiles.of(spec, data());
            this.millrace = side.millrace;
            // Builds what is not built.
            millrace.unavailable(newRun(spec, threads, input, name));
            this.run = newRun(spec, threads, input, name);
            this.check = new OutputCheck(spec.data(), good);
            this.runner = new Runner(input, check);
        }

        private Measured measure(Watcher... watchers) throws IOException, InterruptedException {
            return runner.measure(millrace, run, watchers);
        }

        private Result result(int round, Measured measured) throws IOException, SQLException, MismatchException {
            Result result = runner.check(millrace, run, round, measured);
            say(
                    "%s, parallelism %d: %.1f CPU s, %.1f s, peak %.0f MiB",
                    run.input().getFileName(),
                    run.threads(),
                    result.cpuSeconds(),
                    result.wallSeconds(),
                    result.peakMib());
            return result;
        }

        @Override
        public void close() throws SQLException {
            check.close();
        }
    }
}
