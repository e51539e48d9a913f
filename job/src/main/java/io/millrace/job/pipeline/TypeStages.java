package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.decode.DecodedTypes;
import io.millrace.job.route.Layout;
import io.millrace.job.route.RouteFunction;
import io.millrace.job.transform.TransformFunction;
import java.util.List;

/**
 * What records of one type go through once they are decoded.
 *
 * @param decoded how they come out of {@code decode}
 * @param functions the names of the functions, for people
 * @param transform in their order
 * @param route gives rows their partitions
 * @param layout of the rows that {@code route} takes and gives
 */
public record TypeStages(
        DecodedTypes.Type decoded,
        List<String> functions,
        List<TransformFunction> transform,
        RouteFunction route,
        Layout layout) {

    public TypeStages {
        requireNonNull(decoded, "decoded");
        functions = List.copyOf(functions);
        transform = List.copyOf(transform);
        requireNonNull(route, "route");
        requireNonNull(layout, "layout");
    }

    /** The uid of an operator that works on this type alone: its own word where the type is the only one. */
    String uid(String operator) {
        return Operators.of(operator, decoded.name());
    }
}
