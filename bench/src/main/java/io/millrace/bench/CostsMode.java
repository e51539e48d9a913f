package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.measure.LiveHeap;
import io.millrace.bench.report.HeapUse;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.report.Variant;
import io.millrace.bench.system.BenchSystem;
import io.millrace.bench.system.Extras;
import io.millrace.bench.system.Installation;
import io.millrace.bench.system.Systems;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code --costs}: what a function and bad lines cost, in rounds, and how much heap the work needs. Every second round goes
 * backwards, so that a machine that becomes slower and slower favours none.
 */
final class CostsMode {

    private record Kind(String name, BenchSystem millrace, double badShare) {}

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
        List<Kind> kinds = List.of(
                new Kind("plain", Systems.millrace(installation, Extras.NONE), 0),
                new Kind("a typed function", Systems.millrace(installation, Extras.function("pass-on")), 0),
                new Kind("1 % bad lines", Systems.millrace(installation, Extras.NONE), BAD_SHARE));
        List<Kind> backwards = new ArrayList<>(kinds);
        Collections.reverse(backwards);
        for (int round = 1; round <= rounds; round++) {
            for (Kind kind : round % 2 == 1 ? kinds : backwards) {
                say("round %d: %s", round, kind.name);
                DataSpec spec = new DataSpec(DataSet.NESTED, seed, bytes, kind.badShare);
                Optional<Result> result = trial.run(kind.millrace, spec, threads, round);
                if (result.isPresent()) {
                    results.addCosts(new Variant("costs", kind.name, result.get()));
                }
            }
        }
        heap(new DataSpec(DataSet.NESTED, seed, bytes, 0), threads, results);
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
