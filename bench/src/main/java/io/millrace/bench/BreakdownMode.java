package io.millrace.bench;

import io.millrace.bench.check.MismatchException;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.measure.ThreadTimes;
import io.millrace.bench.profile.Breakdown;
import io.millrace.bench.profile.Recording;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.StageCosts;
import io.millrace.bench.system.Extras;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --breakdown}: one run that records samples of itself, and its CPU time by stage. */
final class BreakdownMode {

    private final Installation installation;
    private final Path directory;

    BreakdownMode(Installation installation, Path directory) {
        this.installation = installation;
        this.directory = directory;
    }

    StageCosts run(long seed, long bytes, int threads)
            throws IOException, InterruptedException, SQLException, MismatchException {
        Path recordings = directory.resolve("recording");
        Directories.makeEmpty(recordings);
        Recording recording = Recording.in(recordings);
        ThreadTimes times = new ThreadTimes();
        Extras extras = new Extras(List.of(recording.javaOption()));
        DataSpec spec = new DataSpec(DataSet.NESTED, seed, bytes, 0);
        Result result = new Trial(directory).run(Systems.millrace(installation, extras), spec, threads, 1, times);
        Breakdown breakdown = Breakdown.of(recording, times, result.cpuSeconds());
        Map<String, Double> cpu = new LinkedHashMap<>();
        breakdown.cpuSeconds().forEach((part, seconds) -> cpu.put(part.toString(), seconds));
        return new StageCosts(result, breakdown.samples(), cpu);
    }
}
