package io.millrace.job.config;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong and what is doubtful, so that all of it is reported at once. */
final class Problems {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(Location location, String path, String message) {
        errors.add(new Problem(location, Quote.bounded(path), message));
    }

    void warning(Location location, String path, String message) {
        warnings.add(new Problem(location, path, message));
    }

    List<Problem> warnings() {
        return sorted(warnings);
    }

    void throwIfAny() throws ConfigException {
        if (!errors.isEmpty()) {
            throw new ConfigException(sorted(errors), warnings());
        }
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted(comparing(Problem::location)).toList();
    }
}
