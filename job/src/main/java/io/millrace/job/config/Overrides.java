package io.millrace.job.config;

import static java.util.Comparator.comparingInt;

import io.millrace.job.config.KeyType.Many;
import io.millrace.job.config.KeyType.Nested;
import io.millrace.job.config.KeyType.One;
import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts single values over what the file says, by the dotted paths of their keys. An empty value takes away what the file
 * says, so that the key's default holds. The value of a section, a list or a map is read as YAML.
 */
final class Overrides {

    private static final Pattern INDEX = Pattern.compile("\\d{1,4}");

    private final Section root;
    private final Problems problems;
    private final String path;
    private final List<String> segments;
    private final String value;

    private Overrides(Section root, Problems problems, String path, String value) {
        this.root = root;
        this.problems = problems;
        this.path = path;
        this.segments = List.of(path.split("\\.", -1));
        this.value = value;
    }

    /** The document with all overrides; the shorter path first, so that their order does not matter. */
    static Mapping apply(Section root, Mapping document, Map<String, String> overrides, Problems problems) {
        Mapping changed = document;
        List<Overrides> byLength = overrides.entrySet().stream()
                .map(override -> new Overrides(root, problems, override.getKey(), override.getValue()))
                .sorted(comparingInt(override -> override.segments.size()))
                .toList();
        for (Overrides override : byLength) {
            changed = override.inSection(root, changed, 0);
        }
        return changed;
    }

    /** A missing result of these methods is a value that is absent; after a problem everything stays as it was. */
    private Optional<Node> change(KeyType type, Optional<Node> current, int depth) {
        if (depth == segments.size()) {
            return value.isEmpty() ? Optional.empty() : read(type);
        }
        if (type instanceof One) {
            problem("a value without keys below it; set " + String.join(".", segments.subList(0, depth)));
            return current;
        }
        if (type instanceof Many many) {
            Optional<Sequence> list = as(Sequence.class, current, new Sequence(List.of(), Location.FLAG));
            return list.isPresent() ? Optional.of(inList(many, list.get(), depth)) : current;
        }
        Optional<Mapping> mapping = as(Mapping.class, current, new Mapping(List.of(), Location.FLAG));
        if (mapping.isEmpty()) {
            return current;
        }
        return Optional.of(
                type instanceof Nested nested
                        ? inSection(nested.section(), mapping.get(), depth)
                        : inTexts(mapping.get(), depth));
    }

    private Optional<Node> read(KeyType type) {
        return type instanceof One
                ? Optional.of(new Scalar(value, Kind.OPEN, Location.FLAG))
                : YamlSource.read(value, Location.FLAG, path, problems);
    }

    private Mapping inSection(Section section, Mapping mapping, int depth) {
        String name = segments.get(depth);
        Optional<KeySpec> key = section.find(name);
        if (key.isEmpty()) {
            problem("unknown key; " + UnknownKeys.advice(root, section, name));
            return mapping;
        }
        Optional<Node> current = mapping.find(name).map(Entry::value);
        return replaced(mapping, name, change(key.get().type(), current, depth + 1), depth + 1);
    }

    private Mapping inTexts(Mapping mapping, int depth) {
        String name = String.join(".", segments.subList(depth, segments.size()));
        Optional<Node> changed =
                value.isEmpty() ? Optional.empty() : Optional.of(new Scalar(value, Kind.OPEN, Location.FLAG));
        return replaced(mapping, name, changed, segments.size());
    }

    private Mapping replaced(Mapping mapping, String name, Optional<Node> changed, int depth) {
        Location at = mapping.find(name)
                .filter(entry -> depth < segments.size())
                .map(Entry::at)
                .orElse(Location.FLAG);
        return changed.map(node -> mapping.with(new Entry(name, at, node))).orElseGet(() -> mapping.without(name));
    }

    private Sequence inList(Many many, Sequence list, int depth) {
        String index = segments.get(depth);
        int size = list.elements().size();
        if (!INDEX.matcher(index).matches() || Integer.parseInt(index) > size) {
            problem("expected an index from 0 to " + size + " (which appends), but got " + Quote.text(index));
            return list;
        }
        int i = Integer.parseInt(index);
        Optional<Node> current = i < size ? Optional.of(list.elements().get(i)) : Optional.empty();
        Optional<Node> changed = change(many.element(), current, depth + 1);
        List<Node> elements = new ArrayList<>(list.elements());
        if (changed.isEmpty()) {
            problem("an element of a list cannot be taken away by itself; set the whole list");
        } else if (i < size) {
            elements.set(i, changed.get());
        } else {
            elements.add(changed.get());
        }
        return new Sequence(elements, list.at());
    }

    /** The value as what the path goes through; empty when it is something else, which binding will report. */
    private static <T extends Node> Optional<T> as(Class<T> type, Optional<Node> current, T fresh) {
        if (current.isEmpty()) {
            return Optional.of(fresh);
        }
        boolean nothing = current.get() instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
        return nothing ? Optional.of(fresh) : current.filter(type::isInstance).map(type::cast);
    }

    private void problem(String message) {
        problems.error(Location.FLAG, path, message);
    }
}
