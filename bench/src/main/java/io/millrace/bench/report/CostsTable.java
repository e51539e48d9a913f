package io.millrace.bench.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one more thing costs, as Markdown: medians beside those of the first kind of run. */
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
        Spread cpu = Spread.of(runs, Result::cpuSeconds);
        Spread wall = Spread.of(runs, Result::wallSeconds);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s |%n",
                value,
                runs.size(),
                cpu.text(1),
                more(cpu, Spread.of(plain, Result::cpuSeconds)),
                wall.text(1),
                more(wall, Spread.of(plain, Result::wallSeconds)),
                Spread.of(runs, Result::peakMib).text(0));
    }

    private static String more(Spread spread, Spread plain) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * (spread.median() / plain.median() - 1));
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
