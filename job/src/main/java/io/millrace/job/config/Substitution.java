package io.millrace.job.config;

import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:-default}</code> in a scalar by environment variables;
 * <code>$${</code> stands for <code>${</code> itself. What a variable holds never becomes structure, and is not looked
 * at for further variables.
 */
final class Substitution {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)}|\\$\\{");
    private static final Pattern CONTENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-([^\\n]*))?");

    /** Leaves every text as it is. */
    static final Substitution NONE = new Substitution(null, null);

    private final UnaryOperator<String> environment;
    private final Problems problems;

    Substitution(UnaryOperator<String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The scalar with its variables replaced; empty, with a problem for each, when some cannot be. */
    Optional<Scalar> apply(Scalar scalar, Location at, String path) {
        if (environment == null || !scalar.text().contains("${")) {
            return Optional.of(scalar);
        }
        StringBuilder out = new StringBuilder();
        List<String> wrong = new ArrayList<>();
        boolean open = false;
        Matcher reference = REFERENCE.matcher(scalar.text());
        while (reference.find()) {
            String replacement = "${";
            if (!reference.group().equals("$${")) {
                open = true;
                replacement = value(reference.group(1), wrong);
            }
            reference.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        reference.appendTail(out);
        wrong.forEach(message -> problems.error(at, path, message));
        return wrong.isEmpty()
                ? Optional.of(new Scalar(out.toString(), open ? Kind.OPEN : scalar.kind(), scalar.at()))
                : Optional.empty();
    }

    private String value(String content, List<String> wrong) {
        Matcher parts = content == null ? null : CONTENT.matcher(content);
        if (parts == null || !parts.matches()) {
            wrong.add("expected ${NAME} or ${NAME:-default}, without further braces; a literal ${ is written $${");
            return "";
        }
        String name = parts.group(1);
        String fallback = parts.group(2);
        String value = environment.apply(name);
        if (fallback != null) {
            return value == null || value.isEmpty() ? fallback : value;
        }
        if (value == null) {
            wrong.add("the environment variable " + name + " is not set; set it, or give a default: ${" + name
                    + ":-default}");
            return "";
        }
        return value;
    }
}
