package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.measure.ThreadTimes;
import io.millrace.bench.profile.Breakdown;
import io.millrace.bench.profile.Recording;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.report.StageCosts;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Extras;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code --breakdown}: one run that records samples of itself, and its CPU time by stage. */
final class BreakdownMode {

    private final Installation installation;
    private final Path directory;
    private final Trial trial;

    BreakdownMode(Installation installation, Path directory, Trial trial) {
        this.installation = installation;
        this.directory = directory;
        this.trial = trial;
    }

    void run(long seed, long bytes, int threads, ResultLog results)
            throws IOException, InterruptedException, SQLException {
        Path recordings = directory.resolve("recording");
        Directories.makeEmpty(recordings);
        Recording recording = Recording.in(recordings);
        ThreadTimes times = new ThreadTimes();
        BenchSystem millrace = Systems.millrace(installation, Extras.javaOption(recording.javaOption()));
        DataSpec spec = new DataSpec(DataSet.NESTED, seed, bytes, 0);
        Optional<Result> result = trial.run(millrace, spec, threads, 1, times);
        if (result.isPresent()) {
            Breakdown breakdown = Breakdown.of(recording, times, result.get().cpuSeconds());
            Map<String, Double> cpu = new LinkedHashMap<>();
            breakdown.cpuSeconds().forEach((part, seconds) -> cpu.put(part.toString(), seconds));
            results.add(new StageCosts(result.get(), breakdown.samples(), cpu));
        }
    }
}
