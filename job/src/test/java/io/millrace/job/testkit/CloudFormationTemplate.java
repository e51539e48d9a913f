package io.millrace.job.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A template of CloudFormation, which may refer by {@code !Ref}, {@code !GetAtt} and {@code !Sub}. */
public final class CloudFormationTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    /** The short forms and the long ones that they stand for. */
    private static final Map<String, String> FUNCTIONS =
            Map.of("!Ref", "Ref", "!GetAtt", "Fn::GetAtt", "!Sub", "Fn::Sub");

    private final Map<?, ?> root;

    private CloudFormationTemplate(Map<?, ?> root) {
        this.root = root;
    }

    /** @throws RuntimeException when it is not YAML, or uses another function */
    public static CloudFormationTemplate read(Path file) throws IOException {
        Map<Tag, ConstructNode> functions = new HashMap<>();
        FUNCTIONS.forEach((tag, function) ->
                functions.put(new Tag(tag), node -> Map.of(function, ((ScalarNode) node).getValue())));
        return new CloudFormationTemplate((Map<?, ?>)
                new Load(LoadSettings.builder().setTagConstructors(functions).build())
                        .loadFromString(Files.readString(file)));
    }

    /** The names of a section, such as {@code Parameters}. */
    public Set<String> names(String section) {
        return at(section).keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The mapping at keys with dots between them, functions as they are. */
    public Map<?, ?> at(String path) {
        return at(root, path);
    }

    /** The mapping at keys with dots between them. */
    public static Map<?, ?> at(Map<?, ?> from, String path) {
        Map<?, ?> current = from;
        for (String key : path.split("\\.", -1)) {
            current = requireNonNull((Map<?, ?>) current.get(key), key);
        }
        return current;
    }

    /** Every parameter, resource and value of AWS's that something refers to. */
    public Set<String> referredTo() {
        Set<String> names = new TreeSet<>();
        collectReferences(root, names);
        return names;
    }

    /**
     * The properties of a resource, without functions.
     *
     * @param values what references stand for, by what they say: {@code Queue}, {@code Queue.Arn}, {@code AWS::Region}; for
     *     a parameter that is not there its default is taken
     */
    public Map<?, ?> properties(String resource, Map<String, String> values) {
        return (Map<?, ?>) resolved(at("Resources." + resource + ".Properties"), values);
    }

    private Object resolved(Object node, Map<String, String> values) {
        if (node instanceof List<?> list) {
            return list.stream().map(element -> resolved(element, values)).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        if (map.containsKey("Ref")) {
            return value(map.get("Ref").toString(), values);
        }
        if (map.containsKey("Fn::GetAtt")) {
            return value(map.get("Fn::GetAtt").toString(), values);
        }
        if (map.containsKey("Fn::Sub")) {
            return VARIABLE.matcher(map.get("Fn::Sub").toString())
                    .replaceAll(variable -> Matcher.quoteReplacement(
                            value(variable.group(1), values).toString()));
        }
        Map<Object, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> resolved.put(key, resolved(value, values)));
        return resolved;
    }

    private Object value(String name, Map<String, String> values) {
        if (values.containsKey(name)) {
            return values.get(name);
        }
        if (!names("Parameters").contains(name)) {
            throw new AssertionError("nothing is said of what " + name + " stands for");
        }
        return requireNonNull(at("Parameters." + name).get("Default"), name);
    }

    private static void collectReferences(Object node, Set<String> names) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collectReferences(element, names));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                switch (key.toString()) {
                    case "Ref" -> names.add(value.toString());
                    case "Fn::GetAtt" -> names.add(withoutAttribute(value.toString()));
                    case "Fn::Sub" ->
                        VARIABLE.matcher(value.toString())
                                .results()
                                .forEach(variable -> names.add(withoutAttribute(variable.group(1))));
                    default -> collectReferences(value, names);
                }
            });
        }
    }

    private static String withoutAttribute(String reference) {
        return reference.split("\\.", -1)[0];
    }
}
