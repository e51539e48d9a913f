package io.millrace.job.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A pipeline's YAML, put together from single keys; a number in a path is an index. */
final class Document {

    private final Map<String, Object> root = new LinkedHashMap<>();

    /** A pipeline with its required keys alone. */
    static Document minimal() {
        return new Document()
                .with("name", "clickstream")
                .with("source.sqs.queue-url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events")
                .with("decode.schema", "schemas/click-event.avsc")
                .with("output.files.path", "s3://lake/events")
                .with("dead-letter.path", "s3://lake/dead-letters");
    }

    /** Writes a value as it stands in YAML; where its section takes one kind, other kinds are removed. */
    @SuppressWarnings("unchecked")
    Document with(String path, String yaml) {
        if (path.startsWith("types.")) {
            // Each type has its own.
            without("decode.schema");
        }
        Map<String, Object> map = root;
        String[] segments = path.split("\\.", -1);
        StringBuilder walked = new StringBuilder();
        for (int i = 0; i < segments.length; i++) {
            if (takesOneKind(walked.toString())) {
                String kind = segments[i];
                map.keySet().removeIf(other -> !other.equals(kind));
            }
            if (i == segments.length - 1) {
                map.put(segments[i], yaml);
            } else {
                map = (Map<String, Object>) map.compute(
                        segments[i], (key, old) -> old instanceof Map<?, ?> section ? section : new LinkedHashMap<>());
                walked.append(i == 0 ? "" : ".").append(segments[i]);
            }
        }
        return this;
    }

    @SuppressWarnings("unchecked")
    Document without(String path) {
        Map<String, Object> map = root;
        String[] segments = path.split("\\.", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            map = (Map<String, Object>) map.getOrDefault(segments[i], new LinkedHashMap<>());
        }
        map.remove(segments[segments.length - 1]);
        return this;
    }

    String yaml() {
        StringBuilder out = new StringBuilder();
        root.forEach((key, value) -> write(key + ":", value, "", out));
        return out.toString();
    }

    private static void write(String key, Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            boolean list = !map.isEmpty()
                    && map.keySet().stream().allMatch(k -> k.toString().matches("\\d+"));
            out.append(indent).append(key).append(map.isEmpty() ? " {}\n" : "\n");
            map.forEach((k, v) -> write(list ? "-" : k + ":", v, indent + "  ", out));
        } else {
            out.append(indent).append(key).append(' ').append(value).append('\n');
        }
    }

    private static boolean takesOneKind(String path) {
        return path.equals("source")
                || path.equals("output")
                || path.equals("output.files.format")
                || path.equals("decode.format");
    }
}
