package io.millrace.bench.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one more thing costs, as Markdown: the median of the ratios of CPU seconds within each pair. */
final class CostsTable {

    private static final String HEADER =
            """
            | beside a plain run | pairs | CPU s, plain | CPU s | more | peak MiB, plain | peak MiB |
            |---|---|---|---|---|---|---|
            """;

    private CostsTable() {}

    static String markdown(List<Pair> pairs) {
        Map<String, List<Pair>> kinds = pairs.stream().collect(groupingBy(Pair::what, LinkedHashMap::new, toList()));
        StringBuilder text = new StringBuilder(
                "### What it costs: " + Group.of(pairs.get(0).plain()).title() + "\n\n" + HEADER);
        kinds.forEach((what, ofKind) -> text.append(row(what, ofKind)));
        return text.toString();
    }

    private static String row(String what, List<Pair> pairs) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s %% | %s | %s |%n",
                what,
                pairs.size(),
                Spread.of(pairs, pair -> pair.plain().cpuSeconds()).text(1),
                Spread.of(pairs, pair -> pair.run().cpuSeconds()).text(1),
                Spread.of(pairs, pair -> 100 * (pair.ratio() - 1)).text("%+.1f"),
                Spread.of(pairs, pair -> pair.plain().peakMib()).text(0),
                Spread.of(pairs, pair -> pair.run().peakMib()).text(0));
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
