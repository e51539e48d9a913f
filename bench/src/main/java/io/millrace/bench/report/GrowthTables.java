package io.millrace.bench.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How cost grows, as Markdown: a table for each thing that was varied. */
final class GrowthTables {

    /** Runs that differ in this have a line that says how well the second of two used what it had more. */
    static final String PARALLELISM = "parallelism";

    private final Map<String, Map<String, List<Result>>> tables;

    GrowthTables(List<Variant> runs) {
        tables = runs.stream()
                .collect(groupingBy(
                        Variant::what,
                        LinkedHashMap::new,
                        groupingBy(Variant::value, LinkedHashMap::new, mapping(Variant::run, toList()))));
    }

    String markdown() {
        List<String> texts = new ArrayList<>();
        tables.forEach((what, values) -> texts.add(table(what, values)));
        return String.join("\n", texts);
    }

    private static String table(String what, Map<String, List<Result>> values) {
        StringBuilder text = new StringBuilder("### By " + what + "\n\n| " + what);
        text.append(
                """
                 | rounds | input MB | bytes per record | CPU s per GB | CPU s per million records | wall s | peak MiB |
                |---|---|---|---|---|---|---|---|
                """);
        values.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
                .forEach(entry -> text.append(row(entry.getKey(), entry.getValue())));
        if (what.equals(PARALLELISM) && values.size() == 2) {
            List<List<Result>> runs = values.values().stream()
                    .sorted(Comparator.comparingInt(results -> results.get(0).threads()))
                    .toList();
            text.append(scaling(runs.get(0), runs.get(1)));
        }
        return text.toString();
    }

    /** By value where it is a number; the others as they were measured. */
    private static int place(String value) {
        return value.matches("\\d+") ? Integer.parseInt(value) : 0;
    }

    private static String row(String value, List<Result> runs) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %,.0f | %s | %s | %s | %s |%n",
                value,
                runs.size(),
                runs.get(0).inputMb(),
                runs.get(0).inputMb() * 1e6 / runs.get(0).rows(),
                Spread.of(runs, run -> run.cpuSeconds() / run.inputMb() * 1e3).text(2),
                Spread.of(runs, run -> run.cpuSeconds() / run.rows() * 1e6).text(2),
                Spread.of(runs, Result::wallSeconds).text(1),
                Spread.of(runs, Result::peakMib).text(0));
    }

    private static String scaling(List<Result> one, List<Result> more) {
        double threads = (double) more.get(0).threads() / one.get(0).threads();
        double wall = median(one, Result::wallSeconds) / median(more, Result::wallSeconds);
        double cpu = median(one, Result::cpuSeconds) / median(more, Result::cpuSeconds);
        return String.format(
                Locale.ROOT,
                "%nScaling from %d to %d: %.2f by wall time (1 is perfect), %.2f by CPU time.%n",
                one.get(0).threads(),
                more.get(0).threads(),
                wall / threads,
                cpu);
    }

    private static double median(List<Result> runs, ToDoubleFunction<Result> value) {
        return Spread.of(runs, value).median();
    }
}
