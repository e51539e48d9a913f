package io.millrace.bench.system;

import java.util.List;

/** What a run of Millrace has that a plain one has not. */
public record Extras(List<String> javaOptions) {

    public static final Extras NONE = new Extras(List.of());

    public Extras {
        javaOptions = List.copyOf(javaOptions);
    }
}
