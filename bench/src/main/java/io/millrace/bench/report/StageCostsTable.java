package io.millrace.bench.report;

import java.util.Locale;

/** The breakdown as Markdown. */
final class StageCostsTable {

    private StageCostsTable() {}

    static String markdown(StageCosts costs) {
        Result run = costs.run();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "### Where the CPU time goes: %s, of %,d records and %,d samples%n%n",
                Group.of(run).title(),
                run.rows(),
                costs.samples()));
        text.append("| stage | CPU ns per record | share |\n|---|---|---|\n");
        costs.cpuSeconds().forEach((stage, seconds) -> text.append(row(stage, seconds, run)));
        return text.append(row("all", run.cpuSeconds(), run)).toString();
    }

    private static String row(String stage, double seconds, Result run) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f %% |%n",
                stage,
                seconds * 1e9 / run.rows(),
                100 * seconds / run.cpuSeconds());
    }
}
