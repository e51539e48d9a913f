package io.millrace.job.cases;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Location;
import java.util.List;

/**
 * What a case showed.
 *
 * @param name the case's
 * @param at where it begins
 * @param nanos how long it took, nanoseconds
 * @param differences between what was expected and what came, for a person; empty when there are none
 * @param failure what kept the pipeline from dealing with the message at all; null when nothing did
 */
public record CaseResult(String name, Location at, long nanos, List<String> differences, Exception failure) {

    public CaseResult {
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}
