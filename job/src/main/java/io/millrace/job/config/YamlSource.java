package io.millrace.job.config;

import io.millrace.job.config.Node.Entry;
import io.millrace.job.config.Node.Kind;
import io.millrace.job.config.Node.Mapping;
import io.millrace.job.config.Node.Scalar;
import io.millrace.job.config.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document into {@link Node}s. Aliases are resolved; what could blow up (depth, aliases of aliases,
 * length) is bounded.
 */
final class YamlSource {

    private static final int DEEPEST = 32;
    private static final int MOST_NODES = 10_000;
    private static final int LONGEST = 1 << 20;
    // ENV_TAG is what the parser takes a plain ${NAME} for; variables are Substitution's business.
    private static final Map<Tag, Kind> KINDS = Map.of(
            Tag.STR, Kind.TEXT,
            Tag.ENV_TAG, Kind.TEXT,
            Tag.INT, Kind.INTEGER,
            Tag.FLOAT, Kind.FRACTION,
            Tag.BOOL, Kind.BOOLEAN,
            Tag.NULL, Kind.NOTHING);

    private final Location start;
    private final String root;
    private final Problems problems;
    private int nodes;

    private YamlSource(Location start, String root, Problems problems) {
        this.start = start;
        this.root = root;
        this.problems = problems;
    }

    /**
     * The document's value; empty, with a problem reported, when the text is no usable YAML.
     *
     * @param start where the text begins; all values have this location when it has no lines
     * @param root the path of the key whose value this is; empty for a whole pipeline
     */
    static Optional<Node> read(String text, Location start, String root, Problems problems) {
        return new YamlSource(start, root, problems).read(text);
    }

    private Optional<Node> read(String text) {
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (yaml.length() > LONGEST) {
            problems.error(start, root, "longer than 1 MiB; what is configured takes a few kilobytes");
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MOST_NODES)
                .build();
        try {
            Optional<Location> tooDeep = tooDeep(yaml, settings);
            if (tooDeep.isPresent()) {
                problems.error(tooDeep.get(), root, "nested more than " + DEEPEST + " levels deep");
                return Optional.empty();
            }
            Optional<org.snakeyaml.engine.v2.nodes.Node> document = new Compose(settings).composeString(yaml);
            if (document.isEmpty()) {
                problems.error(start, root, "empty; expected keys and their values");
                return Optional.empty();
            }
            return Optional.of(convert(document.get(), root, 0));
        } catch (TooLarge e) {
            problems.error(e.at, root, "more than " + MOST_NODES + " values, or an alias inside of what it stands for");
        } catch (MarkedYamlEngineException e) {
            Location at =
                    e.getProblemMark().or(e::getContextMark).map(this::location).orElse(start);
            problems.error(at, root, "not valid YAML: " + explain(e));
        } catch (ReaderException e) {
            problems.error(
                    position(yaml, e.getPosition()),
                    root,
                    String.format("not valid YAML: the character U+%04X is not allowed", e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.error(start, root, "not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Composing recurses, parsing does not. */
    private Optional<Location> tooDeep(String yaml, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                return event.getStartMark().map(this::location);
            }
        }
        return Optional.empty();
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node, String path, int depth) {
        Location at = node.getStartMark().map(this::location).orElseThrow();
        nodes++;
        if (nodes > MOST_NODES || depth > DEEPEST) {
            throw new TooLarge(at);
        }
        if (node instanceof ScalarNode scalar) {
            return new Scalar(scalar.getValue(), kind(scalar, at, path), at);
        }
        if (node instanceof SequenceNode sequence) {
            checkTag(node, Tag.SEQ, at, path);
            List<Node> elements = new ArrayList<>();
            for (org.snakeyaml.engine.v2.nodes.Node element : sequence.getValue()) {
                elements.add(convert(element, child(path, String.valueOf(elements.size())), depth + 1));
            }
            return new Sequence(elements, at);
        }
        checkTag(node, Tag.MAP, at, path);
        return mapping((MappingNode) node, at, path, depth);
    }

    private Mapping mapping(MappingNode node, Location at, String path, int depth) {
        Map<String, Location> seen = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Location keyAt =
                    tuple.getKeyNode().getStartMark().map(this::location).orElseThrow();
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.error(keyAt, path, "expected a key, but got a list or a section");
                continue;
            }
            String key = keyNode.getValue();
            Node value = convert(tuple.getValueNode(), child(path, key), depth + 1);
            Location first = seen.putIfAbsent(key, keyAt);
            if (first == null) {
                entries.add(new Entry(key, keyAt, value));
            } else {
                problems.error(keyAt, child(path, key), "given a second time; the first is in line " + first.line());
            }
        }
        return new Mapping(entries, at);
    }

    private Kind kind(ScalarNode scalar, Location at, String path) {
        Kind kind = KINDS.get(scalar.getTag());
        if (kind == null) {
            problems.error(at, path, "expected a plain value, but got one with the tag " + scalar.getTag());
            return Kind.TEXT;
        }
        return kind;
    }

    private void checkTag(org.snakeyaml.engine.v2.nodes.Node node, Tag expected, Location at, String path) {
        if (!node.getTag().equals(expected)) {
            problems.error(at, path, "expected a plain value, but got one with the tag " + node.getTag());
        }
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Location location(Mark mark) {
        return start.inFile() ? new Location(start.source(), mark.getLine() + 1, mark.getColumn() + 1) : start;
    }

    private Location position(String text, int codePoints) {
        if (!start.inFile()) {
            return start;
        }
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        int lineStart = text.lastIndexOf('\n', Math.max(end - 1, 0)) + 1;
        int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
        return new Location(start.source(), line, text.codePointCount(Math.min(lineStart, end), end) + 1);
    }

    private static String explain(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.contains("(TAB)")) {
            return "a tab; indent with spaces";
        }
        if (problem.contains("another document")) {
            return "a second document; one file holds one";
        }
        return e.getContext() == null ? problem : e.getContext() + ", " + problem;
    }

    /** Ends the conversion from whatever depth it has reached. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Location at;

        TooLarge(Location at) {
            super("too large", null, false, false);
            this.at = at;
        }
    }
}
