package io.millrace.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.config.ConfigException;
import io.millrace.job.config.Location;
import io.millrace.job.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Amazon Managed Service for Apache Flink tells an application that runs there: groups of properties, in a file. Three
 * of them are Millrace's; groups of other names are the user's own, for functions.
 *
 * @param file where the service has written them
 * @param pipeline the key {@code pipeline} of the group {@code millrace}: where the pipeline is
 * @param overrides the group {@code millrace.overrides}: values by the dotted paths of keys, as {@code --set} takes them
 * @param variables the group {@code millrace.variables}: what stands for <code>${NAME}</code> in the pipeline
 */
record RuntimeProperties(Path file, String pipeline, Map<String, String> overrides, Map<String, String> variables) {

    /** Where the service writes them. */
    static final Path OF_THE_SERVICE = Path.of("/etc/flink/application_properties.json");

    static final String MAIN = "millrace";
    static final String OVERRIDES = "millrace.overrides";
    static final String VARIABLES = "millrace.variables";
    private static final String PIPELINE = "pipeline";
    private static final ObjectMapper JSON = new ObjectMapper();

    RuntimeProperties {
        requireNonNull(file, "file");
        requireNonNull(pipeline, "pipeline");
        overrides = Map.copyOf(overrides);
        variables = Map.copyOf(variables);
    }

    /**
     * Reads them.
     *
     * @param file in the service's form: a list of objects with {@code PropertyGroupId} and {@code PropertyMap}
     * @throws ConfigException when the file cannot be read, or has other groups or keys of Millrace's than there are
     */
    static RuntimeProperties read(Path file) throws ConfigException {
        Map<String, Map<String, String>> groups = groups(file);
        List<Problem> problems = new ArrayList<>();
        Set<String> ours = new TreeSet<>(groups.keySet());
        ours.removeIf(group -> !group.toLowerCase(Locale.ROOT).startsWith(MAIN));
        ours.removeAll(Set.of(MAIN, OVERRIDES, VARIABLES));
        for (String group : ours) {
            problems.add(problem(
                    file,
                    group,
                    "unknown property group; there are " + MAIN + ", " + OVERRIDES + " and " + VARIABLES
                            + ", and names of your own that do not begin with " + MAIN));
        }
        Map<String, String> main = new LinkedHashMap<>(groups.getOrDefault(MAIN, Map.of()));
        String pipeline = main.remove(PIPELINE);
        if (pipeline == null || pipeline.isBlank()) {
            problems.add(problem(
                    file,
                    MAIN + "." + PIPELINE,
                    "expected where the pipeline is, such as 's3://bucket/pipelines/clicks.yaml' or"
                            + " 'classpath:/clicks.yaml', but "
                            + (pipeline == null ? "there is no such property" : "it is empty")));
        }
        main.keySet()
                .forEach(key -> problems.add(problem(
                        file,
                        MAIN + "." + key,
                        "unknown property; keys of the pipeline belong to the group " + OVERRIDES)));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems, List.of());
        }
        return new RuntimeProperties(
                file, pipeline, groups.getOrDefault(OVERRIDES, Map.of()), groups.getOrDefault(VARIABLES, Map.of()));
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "RuntimeProperties[" + file + ", pipeline=" + pipeline + ", overrides=" + overrides.keySet()
                + ", variables=" + variables.keySet() + "]";
    }

    /** Something that is wrong with a property. */
    Problem problem(String path, String message) {
        return problem(file, path, message);
    }

    private static Problem problem(Path file, String path, String message) {
        return new Problem(new Location(file.toString(), 0, 0), path, message);
    }

    private static Map<String, Map<String, String>> groups(Path file) throws ConfigException {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        for (JsonNode group : tree(file)) {
            Map<String, String> properties =
                    groups.computeIfAbsent(group.path("PropertyGroupId").asText(), name -> new LinkedHashMap<>());
            group.path("PropertyMap")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), property.getValue().asText()));
        }
        return groups;
    }

    private static JsonNode tree(Path file) throws ConfigException {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            if (tree.isArray()) {
                return tree;
            }
            throw unreadable(file, "expected a list of property groups", null);
        } catch (JsonProcessingException e) {
            // Its message would quote the file, and there may be secrets in it.
            throw unreadable(
                    file,
                    "expected JSON, but there is a mistake in line "
                            + e.getLocation().getLineNr(),
                    null);
        } catch (IOException e) {
            throw unreadable(file, "the runtime properties cannot be read: " + e, e);
        }
    }

    private static ConfigException unreadable(Path file, String message, Throwable cause) {
        ConfigException unreadable = new ConfigException(List.of(problem(file, "", message)), List.of());
        if (cause != null) {
            unreadable.initCause(cause);
        }
        return unreadable;
    }
}
