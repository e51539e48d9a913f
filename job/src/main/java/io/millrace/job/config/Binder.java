package io.millrace.job.config;

import io.millrace.job.config.KeyType.Json;
import io.millrace.job.config.KeyType.Many;
import io.millrace.job.config.KeyType.Nested;
import io.millrace.job.config.KeyType.One;
import io.millrace.job.config.KeyType.Texts;
import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Turns YAML values into records as their {@link Key}s declare them. It goes on after a problem, so that all of them are
 * found; a record is made only when all of its values are right.
 */
final class Binder {

    private final Section root;
    private final Problems problems;
    private final ScalarBinder scalars;
    private final Bound bound = new Bound();

    /** For a document with variables. */
    Binder(Section root, UnaryOperator<String> environment, Problems problems) {
        this(root, new Substitution(environment, problems), problems);
    }

    /** For a document that has none. */
    Binder(Section root, Problems problems) {
        this(root, Substitution.NONE, problems);
    }

    private Binder(Section root, Substitution substitution, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.scalars = new ScalarBinder(substitution, problems);
    }

    /** What could be bound so far, whatever else is wrong. */
    Bound bound() {
        return bound;
    }

    /** The record of the whole document; empty when there was a problem. */
    Optional<Object> bind(Node document) {
        if (document instanceof Mapping mapping) {
            return Optional.ofNullable(section(root, mapping, "").value());
        }
        problems.error(document.at(), "", "expected " + root.expected() + ", but got " + document.describe());
        return Optional.empty();
    }

    private Outcome section(Section section, Mapping mapping, String path) {
        boolean ok = allKnown(section, mapping, path);
        ok &= !section.oneOf() || exactlyOne(section, mapping, path);
        List<Object> values = new ArrayList<>();
        for (KeySpec key : section.keys()) {
            String keyPath = YamlSource.child(path, key.name());
            Optional<Entry> entry = mapping.find(key.name());
            Outcome outcome = entry.isPresent()
                    ? given(key, entry.get(), keyPath)
                    : absent(key, mapping.at(), keyPath, section.oneOf());
            ok &= !outcome.failed();
            values.add(outcome.value());
        }
        if (!ok) {
            return Outcome.FAILED;
        }
        try {
            return Outcome.of(section.create(values));
        } catch (IllegalArgumentException e) {
            problems.error(mapping.at(), path, e.getMessage());
            return Outcome.FAILED;
        }
    }

    private boolean allKnown(Section section, Mapping mapping, String path) {
        boolean ok = true;
        for (Entry entry : mapping.entries()) {
            if (section.find(entry.key()).isEmpty()) {
                problems.error(
                        entry.at(),
                        YamlSource.child(path, entry.key()),
                        "unknown key; " + UnknownKeys.advice(root, section, entry.key()));
                ok = false;
            }
        }
        return ok;
    }

    private boolean exactlyOne(Section section, Mapping mapping, String path) {
        List<Entry> kinds = mapping.entries().stream()
                .filter(entry -> section.find(entry.key()).isPresent())
                .toList();
        if (kinds.size() > 1) {
            String names = String.join(" and ", kinds.stream().map(Entry::key).toList());
            problems.error(kinds.get(1).at(), path, "expected " + section.expected() + ", but got " + names);
        } else if (mapping.entries().isEmpty()) {
            problems.error(mapping.at(), path, "expected " + section.expected() + ", but got none");
        }
        return kinds.size() == 1;
    }

    private Outcome given(KeySpec key, Entry entry, String path) {
        Outcome outcome = value(key, key.type(), entry.value(), entry.at(), path);
        if (outcome.state() == Outcome.State.ABSENT) {
            return absent(key, entry.at(), path, false);
        }
        if (!outcome.failed()) {
            bound.put(path, outcome.value(), entry.at(), true);
        }
        return outcome;
    }

    private Outcome value(KeySpec key, KeyType type, Node node, Location at, String path) {
        if (type instanceof One one) {
            return scalars.bind(key, one.scalar(), node, at, path);
        }
        if (type instanceof Nested nested) {
            return nested(nested.section(), node, at, path);
        }
        if (type instanceof Json) {
            return JsonTree.of(node, path, problems).map(Outcome::of).orElse(Outcome.FAILED);
        }
        return type instanceof Many many ? list(key, many, node, at, path) : texts((Texts) type, node, at, path);
    }

    private Outcome nested(Section section, Node node, Location at, String path) {
        if (node instanceof Mapping mapping) {
            // Problems of the section itself point at its key, not at the first key below it.
            return section(section, new Mapping(mapping.entries(), at), path);
        }
        if (isNothing(node) && !section.oneOf()) {
            return section(section, new Mapping(List.of(), at), path);
        }
        problems.error(at, path, "expected " + section.expected() + ", but got " + node.describe());
        return Outcome.FAILED;
    }

    private Outcome list(KeySpec key, Many many, Node node, Location at, String path) {
        if (!(node instanceof Sequence sequence)) {
            String sample = key.key().example().isEmpty()
                    ? ""
                    : ", such as " + key.key().example();
            problems.error(at, path, "expected a list" + sample + ", but got " + node.describe());
            return Outcome.FAILED;
        }
        List<Object> elements = new ArrayList<>();
        boolean ok = true;
        for (int i = 0; i < sequence.elements().size(); i++) {
            Node element = sequence.elements().get(i);
            Outcome outcome = value(key, many.element(), element, element.at(), path + "." + i);
            ok &= !outcome.failed();
            if (outcome.state() == Outcome.State.BOUND) {
                elements.add(outcome.value());
            }
        }
        return ok ? Outcome.of(List.copyOf(elements)) : Outcome.FAILED;
    }

    private Outcome texts(Texts type, Node node, Location at, String path) {
        if (!(node instanceof Mapping mapping)) {
            problems.error(at, path, "expected " + type.expected() + ", but got " + node.describe());
            return Outcome.FAILED;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            scalars.text(entry.value(), entry.at(), YamlSource.child(path, entry.key()))
                    .ifPresent(text -> texts.put(entry.key(), text));
        }
        return texts.size() == mapping.entries().size()
                ? Outcome.of(Collections.unmodifiableMap(texts))
                : Outcome.FAILED;
    }

    private Outcome absent(KeySpec key, Location at, String path, boolean otherKind) {
        if (key.required()) {
            problems.error(at, path, "missing; expected " + key.expected());
            return Outcome.FAILED;
        }
        Outcome outcome = otherKind ? Outcome.of(null) : byDefault(key, at, path);
        if (!outcome.failed()) {
            bound.put(path, outcome.value(), at, false);
        }
        return outcome;
    }

    private Outcome byDefault(KeySpec key, Location at, String path) {
        if (key.type() instanceof One one) {
            return Outcome.of(key.defaultValue(one.scalar()).orElse(null));
        }
        if (key.type() instanceof Json) {
            return Outcome.of(null);
        }
        if (key.type() instanceof Many) {
            return Outcome.of(List.of());
        }
        if (key.type() instanceof Texts) {
            return Outcome.of(Map.of());
        }
        if (key.key().optional()) {
            return Outcome.of(null);
        }
        Mapping empty = new Mapping(List.of(), at);
        Mapping defaults = key.key().value().isEmpty()
                ? empty
                : empty.with(new Entry(key.key().value(), at, empty));
        return section(((Nested) key.type()).section(), defaults, path);
    }

    private static boolean isNothing(Node node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
    }
}
