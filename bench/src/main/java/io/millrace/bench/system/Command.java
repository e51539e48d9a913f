package io.millrace.bench.system;

import java.util.List;
import java.util.Map;

/** A command line, and what it adds to the environment. */
public record Command(List<String> line, Map<String, String> environment) {

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    Command(List<String> line) {
        this(line, Map.of());
    }
}
