package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as Markdown: a table for each combination of data, codec, size and parallelism. */
public final class Report {

    private static final String BASELINE = "duckdb";
    private static final String HEADER =
            """
            | system | rounds | CPU s | wall s | peak MiB | MB per CPU s | speed against DuckDB | output MB | size against DuckDB |
            |---|---|---|---|---|---|---|---|---|
            """;

    private final List<Result> results;
    private final List<String> systems;

    /** With the order of the systems in each table. */
    public Report(List<Result> results, List<String> systems) {
        this.results = List.copyOf(results);
        this.systems = List.copyOf(systems);
    }

    /** What the tables were measured with, in lines of Markdown. */
    public static String origin(ResultFile file) {
        StringBuilder text = new StringBuilder();
        Machine machine = file.machine();
        text.append(String.format(
                Locale.ROOT,
                "Measured %s at commit %s with seed %d on %s, %d cores, %.0f GiB, %s, %s.%n%n",
                file.date(),
                file.commit(),
                file.seed(),
                machine.cpu(),
                machine.cores(),
                machine.memoryGib(),
                machine.system(),
                machine.java()));
        file.systems().forEach((name, description) -> text.append("- **")
                .append(name)
                .append("**: ")
                .append(description)
                .append('\n'));
        return text.append('\n').toString();
    }

    /** Everything that a file holds. */
    public static String of(ResultFile file, List<String> systems) {
        List<String> sections = new ArrayList<>();
        if (!file.results().isEmpty()) {
            sections.add(new Report(file.results(), systems).markdown());
        }
        file.breakdown().forEach(costs -> sections.add(StageCostsTable.markdown(costs)));
        if (!file.growth().isEmpty()) {
            sections.add(new GrowthTables(file.growth()).markdown());
        }
        if (!file.costs().isEmpty()) {
            sections.add(CostsTable.markdown(file.costs()));
        }
        file.heap().forEach(heap -> sections.add(CostsTable.heap(heap)));
        return origin(file) + String.join("\n", sections);
    }

    public String markdown() {
        Map<Group, Map<String, List<Result>>> groups = new LinkedHashMap<>();
        for (Result result : results) {
            groups.computeIfAbsent(Group.of(result), group -> new LinkedHashMap<>())
                    .computeIfAbsent(result.system(), system -> new ArrayList<>())
                    .add(result);
        }
        List<String> tables = new ArrayList<>();
        groups.forEach((group, bySystem) -> tables.add("### " + group.title() + "\n\n" + table(bySystem)));
        return String.join("\n", tables);
    }

    private String table(Map<String, List<Result>> bySystem) {
        StringBuilder text = new StringBuilder(HEADER);
        List<Result> baseline = bySystem.get(BASELINE);
        bySystem.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
                .forEach(entry -> text.append(row(entry.getKey(), entry.getValue(), baseline)));
        return text.toString();
    }

    private int place(String system) {
        int index = systems.indexOf(system);
        return index < 0 ? systems.size() : index;
    }

    private static String row(String system, List<Result> runs, List<Result> baseline) {
        Spread cpu = Spread.of(runs, Result::cpuSeconds);
        Spread output = Spread.of(runs, Result::outputMb);
        String speed = "–";
        String size = "–";
        if (baseline != null) {
            double baselineCpu = Spread.of(baseline, Result::cpuSeconds).median();
            double baselineSize = Spread.of(baseline, Result::outputMb).median();
            speed = String.format(Locale.ROOT, "%.2f ×", baselineCpu / cpu.median());
            size = String.format(Locale.ROOT, "%.2f ×", output.median() / baselineSize);
        }
        double rate = Spread.of(runs, Result::inputMb).median() / cpu.median();
        List<String> cells = List.of(
                system,
                String.valueOf(runs.size()),
                cpu.text(1),
                Spread.of(runs, Result::wallSeconds).text(1),
                Spread.of(runs, Result::peakMib).text(0),
                String.format(Locale.ROOT, "%.1f", rate),
                speed,
                output.text(1),
                size);
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
