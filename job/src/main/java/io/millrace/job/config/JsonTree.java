package io.millrace.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A YAML value as the JSON value that it looks like. Numbers keep every digit, and must be written as JSON has them: YAML's
 * {@code 0x1F}, {@code +1} and {@code .inf} are no JSON.
 */
final class JsonTree {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final Problems problems;
    private boolean ok = true;

    private JsonTree(Problems problems) {
        this.problems = problems;
    }

    /** The value; empty after a problem. */
    static Optional<JsonNode> of(Node node, String path, Problems problems) {
        JsonTree tree = new JsonTree(problems);
        JsonNode json = tree.convert(node, path);
        return tree.ok ? Optional.of(json) : Optional.empty();
    }

    private JsonNode convert(Node node, String path) {
        if (node instanceof Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            for (Entry entry : mapping.entries()) {
                object.set(entry.key(), convert(entry.value(), YamlSource.child(path, entry.key())));
            }
            return object;
        }
        if (node instanceof Sequence sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node element : sequence.elements()) {
                array.add(convert(element, path + "." + array.size()));
            }
            return array;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.kind()) {
            case TEXT, OPEN -> JSON.textNode(scalar.text());
            case BOOLEAN -> JSON.booleanNode(scalar.text().equalsIgnoreCase("true"));
            case NOTHING -> JSON.nullNode();
            case INTEGER, FRACTION -> number(scalar, path);
        };
    }

    private JsonNode number(Scalar scalar, String path) {
        if (!NUMBER.matcher(scalar.text()).matches()) {
            problems.error(
                    scalar.at(),
                    path,
                    "expected a number as JSON writes it, but got " + scalar.describe()
                            + "; put it in quotes if it is a text");
            ok = false;
            return JSON.nullNode();
        }
        BigDecimal number = new BigDecimal(scalar.text());
        return scalar.kind() == Kind.INTEGER ? JSON.numberNode(number.toBigIntegerExact()) : JSON.numberNode(number);
    }
}
