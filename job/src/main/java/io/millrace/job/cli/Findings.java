package io.millrace.job.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.Problem;
import io.millrace.job.config.UnfitException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a pipeline, what is doubtful, what a person should know about it, and what is as it should be.
 *
 * @param problems with any, the pipeline cannot run
 * @param warnings it runs, but perhaps not as it is meant to
 * @param notes consequences of what is configured
 * @param passed what was looked at and is fine; only {@code doctor} says so
 */
record Findings(List<Finding> problems, List<Finding> warnings, List<String> notes, List<Finding> passed) {

    /**
     * One of them.
     *
     * @param where the place in the file, or the service that was asked
     * @param key the configuration's key; empty when it is not about one
     * @param message what was expected and what was found
     */
    record Finding(String where, String key, String message) {

        Finding {
            requireNonNull(where, "where");
            requireNonNull(key, "key");
            requireNonNull(message, "message");
        }

        static Finding of(Problem problem) {
            return new Finding(problem.location().toString(), problem.path(), problem.message());
        }

        String line() {
            return where + (where.isEmpty() ? "" : " ") + (key.isEmpty() ? "" : key + ": ") + message;
        }

        Map<String, String> json() {
            Map<String, String> json = new LinkedHashMap<>();
            json.put("where", where);
            json.put("key", key);
            json.put("message", message);
            return json;
        }
    }

    Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        passed = List.copyOf(passed);
    }

    Findings(List<Finding> problems, List<Finding> warnings, List<String> notes) {
        this(problems, warnings, notes, List.of());
    }

    /** Nothing to say. */
    static final Findings NONE = new Findings(List.of(), List.of(), List.of());

    static Findings of(ConfigException e) {
        return new Findings(
                e.problems().stream().map(Finding::of).toList(),
                e.warnings().stream().map(Finding::of).toList(),
                List.of());
    }

    static Findings of(LoadedPipeline loaded, UnfitException e) {
        return new Findings(
                List.of(Finding.of(loaded.problem(e))),
                loaded.warnings().stream().map(Finding::of).toList(),
                List.of());
    }

    Findings and(Findings more) {
        return new Findings(
                both(problems, more.problems),
                both(warnings, more.warnings),
                both(notes, more.notes),
                both(passed, more.passed));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    boolean usable() {
        return problems.isEmpty();
    }

    /** Problems, then warnings, then notes, one to a line. */
    void print(PrintStream out) {
        problems.forEach(problem -> out.println(problem.line()));
        warnings.forEach(warning -> out.println("warning: " + warning.line()));
        notes.forEach(note -> out.println("note: " + note));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("valid", usable());
        json.put("problems", problems.stream().map(Finding::json).toList());
        json.put("warnings", warnings.stream().map(Finding::json).toList());
        json.put("notes", notes);
        return json;
    }
}
