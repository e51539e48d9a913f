package io.millrace.bench.system;

import java.util.List;

/**
 * What a run of Millrace has that a plain one has not.
 *
 * @param function one of the bench's own functions on nested events, in the path of every record; empty for none
 */
public record Extras(List<String> javaOptions, String function) {

    public static final Extras NONE = new Extras(List.of(), "");

    public Extras {
        javaOptions = List.copyOf(javaOptions);
    }

    public static Extras javaOption(String option) {
        return new Extras(List.of(option), "");
    }

    public static Extras function(String name) {
        return new Extras(List.of(), name);
    }

    String transform() {
        return function.isEmpty() ? "" : "transform:\n  - function: " + function;
    }
}
