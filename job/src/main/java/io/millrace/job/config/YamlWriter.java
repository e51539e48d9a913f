package io.millrace.job.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/** Writes a tree of values as YAML that {@link ConfigLoader} reads back: a text stays a text, whatever it looks like. */
final class YamlWriter {

    private static final Pattern PLAIN = Pattern.compile("[\\w./][\\w./:@%+=,-]*( [\\w./@%+=-][\\w./:@%+=,-]*)*");
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Map<String, Object> tree) {
        YamlWriter writer = new YamlWriter();
        writer.entries(tree, "", "");
        return writer.out.toString();
    }

    private void entries(Map<?, ?> map, String first, String indent) {
        String prefix = first;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = quoted(entry.getKey().toString());
            if (entry.getValue() == null) {
                out.append(prefix).append("# ").append(key).append(": not set\n");
            } else {
                out.append(prefix).append(key).append(':');
                value(entry.getValue(), indent);
            }
            prefix = indent;
        }
    }

    private void value(Object value, String indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            entries(map, indent + "  ", indent + "  ");
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            list.forEach(element -> element(element, indent + "  "));
        } else if (value instanceof Map<?, ?>) {
            out.append(" {}\n");
        } else if (value instanceof List<?>) {
            out.append(" []\n");
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void element(Object element, String indent) {
        if (element instanceof Map<?, ?> map && !map.isEmpty()) {
            entries(map, indent + "- ", indent + "  ");
        } else {
            out.append(indent).append('-');
            value(element, indent);
        }
    }

    private static String scalar(Object value) {
        return value instanceof String text ? quoted(text.replace("${", "$${")) : value.toString();
    }

    private static String quoted(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !text.endsWith(":")
                && !text.contains(": ")
                && RESOLVER.resolve(text, true).equals(Tag.STR);
        return plain ? text : '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                escaped.append(String.format("\\u%04X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
