package io.millrace.job.transform;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.job.config.Suggestions;
import io.millrace.udf.RecordFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions on the class path, found through {@link ServiceLoader}, each a new object for every registry. */
public final class FunctionRegistry {

    private final List<RecordFunction<?, ?>> functions;

    private FunctionRegistry(List<RecordFunction<?, ?>> functions) {
        this.functions = List.copyOf(functions);
    }

    /**
     * Makes one object of every function that {@code loader} sees.
     *
     * @throws IllegalArgumentException when a listed class is missing, is no function, or cannot be made
     */
    public static FunctionRegistry load(ClassLoader loader) {
        List<RecordFunction<?, ?>> functions = new ArrayList<>();
        try {
            for (RecordFunction<?, ?> function : ServiceLoader.load(RecordFunction.class, loader)) {
                requireNonNull(function.name(), () -> "the name of function " + function.getClass());
                functions.add(function);
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "the functions on the class path cannot be loaded, check META-INF/services/"
                            + RecordFunction.class.getName() + ": " + e.getMessage(),
                    e);
        }
        return new FunctionRegistry(functions);
    }

    /** The names of all functions, sorted. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        functions.forEach(function -> names.add(function.name()));
        return names;
    }

    /**
     * The function called {@code name}.
     *
     * @throws IllegalArgumentException when there is none, with the nearest name, or when there are several
     */
    public RecordFunction<?, ?> find(String name) {
        List<RecordFunction<?, ?>> found = functions.stream()
                .filter(function -> function.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            String hint = nearest(name)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElseGet(() -> functions.isEmpty() ? "; there are none" : "; there are " + names());
            throw new IllegalArgumentException("no function is called '" + name + "'" + hint);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("several functions are called '" + name + "': "
                    + found.stream()
                            .map(function -> function.getClass().getName())
                            .sorted()
                            .collect(joining(", ")));
        }
        return found.get(0);
    }

    private Optional<String> nearest(String name) {
        return Suggestions.nearest(name, names());
    }
}
