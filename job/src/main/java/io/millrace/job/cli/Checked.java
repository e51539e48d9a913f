package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.cli.Findings.Finding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that {@code doctor} has looked at.
 *
 * @param verdict how it is
 * @param finding what it is about, and what was found
 * @param advice what to do; empty when there is nothing to do, or the finding says it
 */
record Checked(Verdict verdict, Finding finding, String advice) {

    /** From the worst to the best. */
    enum Verdict {
        FAIL,
        WARNING,
        /** It could not be told. */
        UNKNOWN,
        /** Neither good nor bad. */
        NOTE,
        OK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Checked {
        requireNonNull(verdict, "verdict");
        requireNonNull(finding, "finding");
        requireNonNull(advice, "advice");
    }

    static Checked of(Verdict verdict, Finding finding) {
        return new Checked(verdict, finding, "");
    }

    Map<String, String> json() {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("verdict", verdict.word());
        json.putAll(finding.json());
        json.put("advice", advice);
        return json;
    }
}
