package io.millrace.bench;

import static io.millrace.bench.Progress.say;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.DataSpec;
import io.millrace.bench.report.Result;
import io.millrace.bench.report.ResultLog;
import io.millrace.bench.report.Variant;
import io.millrace.bench.system.BenchSystem;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --growth}: runs of Millrace that differ in one thing each. */
final class GrowthMode {

    /** A run is made once in a round, for however many tables. */
    record Setup(DataSpec spec, int threads) {}

    record Place(String what, String value) {}

    private final BenchSystem millrace;
    private final Trial trial;

    GrowthMode(BenchSystem millrace, Trial trial) {
        this.millrace = millrace;
        this.trial = trial;
    }

    void run(long seed, long bytes, int rounds, ResultLog results)
            throws IOException, InterruptedException, SQLException {
        Map<Setup, List<Place>> setups = setups(seed, bytes);
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<Setup, List<Place>> entry : setups.entrySet()) {
                Setup setup = entry.getKey();
                say("round %d: %s", round, entry.getValue());
                Optional<Result> result = trial.run(millrace, setup.spec, setup.threads, round);
                if (result.isPresent()) {
                    for (Place place : entry.getValue()) {
                        results.addGrowth(new Variant(place.what, place.value, result.get()));
                    }
                }
            }
        }
    }

    static Map<Setup, List<Place>> setups(long seed, long bytes) {
        DataSpec usual = new DataSpec(DataSet.NESTED, seed, bytes, 0);
        Map<Setup, List<Place>> setups = new LinkedHashMap<>();
        put(setups, "records", "¼", new DataSpec(DataSet.NESTED, seed, bytes / 4, 0), 2);
        put(setups, "records", "½", new DataSpec(DataSet.NESTED, seed, bytes / 2, 0), 2);
        put(setups, "records", "all", usual, 2);
        put(setups, "parallelism", "1", usual, 1);
        put(setups, "parallelism", "2", usual, 2);
        for (DataSet data : List.of(DataSet.NARROW, DataSet.NESTED, DataSet.COLUMNS_100)) {
            put(setups, "record size", data.toString(), new DataSpec(data, seed, bytes, 0), 2);
        }
        for (DataSet data : List.of(DataSet.COLUMNS_10, DataSet.COLUMNS_100, DataSet.COLUMNS_1000)) {
            put(setups, "columns", String.valueOf(data.columns()), new DataSpec(data, seed, bytes, 0), 2);
        }
        for (int hours : List.of(1, 10, 100, 1000)) {
            put(setups, "open partitions", String.valueOf(hours), usual.withHours(hours), 2);
        }
        return setups;
    }

    private static void put(Map<Setup, List<Place>> setups, String what, String value, DataSpec spec, int threads) {
        setups.computeIfAbsent(new Setup(spec, threads), setup -> new ArrayList<>())
                .add(new Place(what, value));
    }
}
