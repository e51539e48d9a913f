package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A configuration cannot be used. Its message has one line for each problem. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<Problem> problems;
    private final List<Problem> warnings;

    public ConfigException(List<Problem> problems, List<Problem> warnings) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
    }

    /** Every problem, from the top of the file down. */
    public List<Problem> problems() {
        return problems;
    }

    /** What would not have stopped the pipeline by itself. */
    public List<Problem> warnings() {
        return warnings;
    }
}
