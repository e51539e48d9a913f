package io.millrace.job.cli;

import io.millrace.job.cli.Checked.Verdict;
import io.millrace.job.cli.Findings.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that {@code doctor} has looked at.
 *
 * @param checks the worst first
 */
record Examination(List<Checked> checks) {

    private static final String INDENT = " ".repeat(9);

    Examination {
        checks = checks.stream().sorted(Comparator.comparing(Checked::verdict)).toList();
    }

    /** What other commands find, as this one says it. */
    static List<Checked> of(Findings findings) {
        List<Checked> checks = new ArrayList<>();
        findings.problems().forEach(finding -> checks.add(Checked.of(Verdict.FAIL, finding)));
        findings.warnings().forEach(finding -> checks.add(Checked.of(Verdict.WARNING, finding)));
        findings.notes().forEach(note -> checks.add(Checked.of(Verdict.NOTE, new Finding("", "", note))));
        findings.passed().forEach(finding -> checks.add(Checked.of(Verdict.OK, finding)));
        return checks;
    }

    long count(Verdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }

    boolean healthy() {
        return count(Verdict.FAIL) == 0;
    }

    /** One check to a line, with what to do about it below. */
    void print(PrintStream out) {
        for (Checked check : checks) {
            String word = check.verdict().word();
            out.println(word
                    + " ".repeat(INDENT.length() - word.length())
                    + check.finding().line());
            if (!check.advice().isEmpty()) {
                out.println(INDENT + "to do: " + check.advice());
            }
        }
    }

    /** In a line. */
    String verdict() {
        List<String> counts = new ArrayList<>();
        counts.add(Units.count(count(Verdict.FAIL)) + " to mend");
        counts.add(Units.count(count(Verdict.WARNING)) + " doubtful");
        counts.add(Units.count(count(Verdict.UNKNOWN)) + " unknown");
        counts.add(Units.count(count(Verdict.OK)) + " ok");
        return String.join(", ", counts);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("healthy", healthy());
        json.put("checks", checks.stream().map(Checked::json).toList());
        return json;
    }
}
