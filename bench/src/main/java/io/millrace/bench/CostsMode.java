package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.measure.LiveHeap;
import io.millrace.bench.report.HeapUse;
import io.millrace.bench.report.Pair;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Extras;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code --costs}: what a function and bad lines cost, and how much heap the work needs. Each run has a plain one beside it,
 * at the same time; beside another plain run, it tells how far the method can be trusted.
 */
final class CostsMode {

    private static final double BAD_SHARE = 0.01;
    private static final double MIB = 1 << 20;

    /** Enough of an input for a record in every slot. */
    private static final long LITTLE = 100_000;

    private static final int IDLE_LOOKS = 3;
    private static final Duration WARM = Duration.ofSeconds(5);
    private static final Duration STILL = Duration.ofSeconds(10);

    private final Installation installation;
    private final Trial trial;

    CostsMode(Installation installation, Trial trial) {
        this.installation = installation;
        this.trial = trial;
    }

    void run(long seed, long bytes, int threads, int rounds, ResultLog results)
            throws IOException, InterruptedException, SQLException {
        installation.requireFunctions();
        BenchSystem millrace = Systems.millrace(installation, Extras.NONE);
        DataSpec good = new DataSpec(DataSet.NESTED, seed, bytes, 0);
        Trial.Side plain = new Trial.Side(millrace, good);
        Map<String, Trial.Side> others = new LinkedHashMap<>();
        others.put("nothing", plain);
        others.put(
                "a typed function", new Trial.Side(Systems.millrace(installation, Extras.function("pass-on")), good));
        others.put("1 % bad lines", new Trial.Side(millrace, new DataSpec(DataSet.NESTED, seed, bytes, BAD_SHARE)));
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Trial.Side> other : others.entrySet()) {
                say("round %d: %s, beside a plain run", round, other.getKey());
                Optional<Pair> pair = trial.together(other.getKey(), plain, other.getValue(), threads, round);
                if (pair.isPresent()) {
                    results.add(pair.get());
                }
            }
        }
        heap(good, threads, results);
    }

    private void heap(DataSpec spec, int threads, ResultLog results)
            throws IOException, InterruptedException, SQLException {
        say("live heap");
        LiveHeap working = LiveHeap.during(Systems.MILLRACE_MAIN, WARM);
        Optional<Result> result = trial.run(Systems.millrace(installation, Extras.NONE), spec, threads, 1, working);
        LiveHeap idle = LiveHeap.thenEnd(Systems.MILLRACE_MAIN, STILL, IDLE_LOOKS);
        trial.watch(
                Systems.millrace(installation, Extras.function("hold")),
                new DataSpec(DataSet.NESTED, spec.seed(), LITTLE, 0),
                threads,
                idle);
        if (result.isEmpty() || working.median().isEmpty() || idle.median().isEmpty()) {
            say("the live heap was not seen: the run was too short");
            return;
        }
        results.add(new HeapUse(
                threads,
                result.get().inputMb(),
                working.median().getAsLong() / MIB,
                working.looks(),
                idle.median().getAsLong() / MIB));
    }
}
