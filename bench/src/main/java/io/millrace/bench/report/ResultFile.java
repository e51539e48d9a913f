package io.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of results. What was not asked for is not in it.
 *
 * @param date when the first run began
 * @param commit what was measured
 * @param systems each system's name, and its version and settings
 * @param results of systems beside each other
 * @param breakdown Millrace's CPU time by stage
 * @param growth how Millrace's cost grows
 * @param costs what Millrace's functions and bad lines cost
 * @param heap what lives in Millrace's heap
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResultFile(
        Machine machine,
        String date,
        String commit,
        long seed,
        Map<String, String> systems,
        List<Result> results,
        List<StageCosts> breakdown,
        List<Variant> growth,
        List<Pair> costs,
        List<HeapUse> heap) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public ResultFile {
        systems = systems == null ? Map.of() : new TreeMap<>(systems);
        results = orNone(results);
        breakdown = orNone(breakdown);
        growth = orNone(growth);
        costs = orNone(costs);
        heap = orNone(heap);
    }

    /** With nothing measured yet. */
    public static ResultFile begin(
            Machine machine, String date, String commit, long seed, Map<String, String> systems) {
        return new ResultFile(
                machine, date, commit, seed, systems, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    ResultFile with(Result result) {
        return new ResultFile(
                machine, date, commit, seed, systems, and(results, result), breakdown, growth, costs, heap);
    }

    ResultFile with(StageCosts stages) {
        return new ResultFile(
                machine, date, commit, seed, systems, results, and(breakdown, stages), growth, costs, heap);
    }

    ResultFile withGrowth(Variant run) {
        return new ResultFile(machine, date, commit, seed, systems, results, breakdown, and(growth, run), costs, heap);
    }

    ResultFile with(Pair runs) {
        return new ResultFile(machine, date, commit, seed, systems, results, breakdown, growth, and(costs, runs), heap);
    }

    ResultFile with(HeapUse use) {
        return new ResultFile(machine, date, commit, seed, systems, results, breakdown, growth, costs, and(heap, use));
    }

    ResultFile leftOut(String system, String reason) {
        Map<String, String> changed = new TreeMap<>(systems);
        changed.put(system, "left out: " + reason);
        return new ResultFile(machine, date, commit, seed, changed, results, breakdown, growth, costs, heap);
    }

    private static <T> List<T> and(List<T> list, T next) {
        List<T> longer = new ArrayList<>(list);
        longer.add(next);
        return longer;
    }

    public static ResultFile read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), ResultFile.class);
    }

    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        JSON.writeValue(file.toFile(), this);
    }
}
