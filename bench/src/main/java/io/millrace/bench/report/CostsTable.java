package io.millrace.bench.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one more thing costs, as Markdown. Each run is held against that of the first kind in the same round, and the median
 * of these ratios is shown: how fast the machine was in a round is then in none of them.
 */
final class CostsTable {

    private static final String HEADER =
            """
            | run | rounds | CPU s | against %1$s | wall s | against %1$s | peak MiB |
            |---|---|---|---|---|---|---|
            """;

    private CostsTable() {}

    static String markdown(List<Variant> runs) {
        Map<String, List<Result>> values =
                runs.stream().collect(groupingBy(Variant::value, LinkedHashMap::new, mapping(Variant::run, toList())));
        Map.Entry<String, List<Result>> plain = values.entrySet().iterator().next();
        StringBuilder text = new StringBuilder(
                "### What it costs: " + Group.of(plain.getValue().get(0)).title() + "\n\n");
        text.append(String.format(Locale.ROOT, HEADER, plain.getKey()));
        values.forEach((value, results) -> text.append(row(value, results, plain.getValue())));
        return text.toString();
    }

    private static String row(String value, List<Result> runs, List<Result> plain) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s |%n",
                value,
                runs.size(),
                Spread.of(runs, Result::cpuSeconds).text(1),
                more(runs, plain, Result::cpuSeconds),
                Spread.of(runs, Result::wallSeconds).text(1),
                more(runs, plain, Result::wallSeconds),
                Spread.of(runs, Result::peakMib).text(0));
    }

    private static String more(List<Result> runs, List<Result> plain, ToDoubleFunction<Result> value) {
        Map<Integer, Double> plainByRound =
                plain.stream().collect(toMap(Result::round, value::applyAsDouble, (first, again) -> again));
        List<Result> paired = runs.stream()
                .filter(run -> plainByRound.containsKey(run.round()))
                .toList();
        if (paired.isEmpty()) {
            return "–";
        }
        Spread ratio = Spread.of(paired, run -> value.applyAsDouble(run) / plainByRound.get(run.round()));
        return String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio.median() - 1));
    }

    static String heap(HeapUse heap) {
        return String.format(
                Locale.ROOT,
                """
                ### Live heap after full collections: %,.0f MB of input, parallelism %d

                | at work, median of %d | standing still | per slot above that |
                |---|---|---|
                | %.1f MiB | %.1f MiB | %.1f MiB |
                """,
                heap.inputMb(),
                heap.threads(),
                heap.looks(),
                heap.workingMib(),
                heap.idleMib(),
                heap.perSlotMib());
    }
}
