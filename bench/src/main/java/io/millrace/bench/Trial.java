package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.check.OutputCheck;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.data.InputFiles;
import io.millrace.bench.measure.Watcher;
import io.millrace.bench.report.Result;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Codec;
import io.millrace.bench.system.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Single runs of Millrace, for questions about itself: always zstd, measured and checked like every other. */
final class Trial {

    private final Path directory;

    Trial(Path directory) {
        this.directory = directory;
    }

    Result run(BenchSystem millrace, DataSpec spec, int threads, int round, Watcher... watchers)
            throws IOException, InterruptedException, SQLException, MismatchException {
        Path data = directory.resolve("data");
        InputFiles good = InputFiles.of(spec.withoutBadLines(), data);
        InputFiles input = spec.badShare() == 0 ? good : InputFiles.of(spec, data);
        millrace.unavailable(newRun(spec, threads, input));
        try (OutputCheck check = new OutputCheck(spec.data(), good)) {
            Result result = new Runner(input, check).run(millrace, newRun(spec, threads, input), round, watchers);
            say(
                    "%s: %.1f CPU s, %.1f s, peak %.0f MiB",
                    input.directory().getFileName(), result.cpuSeconds(), result.wallSeconds(), result.peakMib());
            return result;
        }
    }

    private Run newRun(DataSpec spec, int threads, InputFiles input) throws IOException {
        Path work = directory.resolve("run");
        Directories.makeEmpty(work);
        return new Run(spec.data(), Codec.ZSTD, threads, input.directory(), work);
    }
}
