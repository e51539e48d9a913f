package io.millrace.bench;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.check.Output;
import io.millrace.bench.check.OutputCheck;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.measure.Child;
import io.millrace.bench.measure.Measured;
import io.millrace.bench.measure.Watcher;
import io.millrace.bench.report.Result;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Runs a system once on an input, measures it, and checks what it has written. */
final class Runner {

    private static final int LOG_LINES = 40;

    private final InputFiles input;
    private final OutputCheck check;

    Runner(InputFiles input, OutputCheck check) {
        this.input = input;
        this.check = check;
    }

    Result run(BenchSystem system, Run run, int round, Watcher... watchers)
            throws IOException, InterruptedException, SQLException, MismatchException {
        prepare();
        return check(system, run, round, measure(system, run, watchers));
    }

    /** From here on nothing is left to be written to the disk, and the input is in the page cache, if it fits. */
    void prepare() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        for (Path file : input.files()) {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** The run alone, whatever its end. */
    Measured measure(BenchSystem system, Run run, Watcher... watchers) throws IOException, InterruptedException {
        return new Child(system.prepare(run), run.work(), log(run)).run(watchers);
    }

    /** What it gave; an error when that is not what it should have given. */
    Result check(BenchSystem system, Run run, int round, Measured measured)
            throws IOException, SQLException, MismatchException {
        if (measured.exitCode() != 0) {
            throw new IOException(
                    "exit code " + measured.exitCode() + ", and at the end of its log:\n" + tail(log(run)));
        }
        Output output = check.check(run);
        checkDeadLetters(run);
        return new Result(
                system.name(),
                run.data().toString(),
                run.codec().toString(),
                run.threads(),
                round,
                measured.cpuSeconds(),
                measured.wallSeconds(),
                measured.peakMib(),
                input.bytes() / 1e6,
                output.bytes() / 1e6,
                output.rows(),
                output.files(),
                input.badLines());
    }

    private void checkDeadLetters(Run run) throws IOException, MismatchException {
        long letters = 0;
        for (Path file : Directories.files(run.deadLetters())) {
            try (Stream<String> lines = Files.lines(file)) {
                letters += lines.count();
            }
        }
        if (letters != input.badLines()) {
            throw new MismatchException("%,d dead letters for %,d bad lines".formatted(letters, input.badLines()));
        }
    }

    private static Path log(Run run) {
        return run.work().resolve("log");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
