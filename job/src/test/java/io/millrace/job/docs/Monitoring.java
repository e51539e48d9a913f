package io.millrace.job.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/reference/telemetry.md and deploy/monitoring say, taken apart. */
public final class Monitoring {

    public static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    public static final Path DIRECTORY = ROOT.resolve("deploy/monitoring");

    /** What Flink's reporter puts before the names of our metrics. */
    public static final String PREFIX = "flink_taskmanager_job_task_operator_millrace_";

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `(\\w+)` \\| (total|counter|gauge|histogram) \\| ([^|]+) \\| ([^|]+) \\|([^|]*)\\| .+ \\|$");
    private static final Pattern FLINKS_ROW = Pattern.compile("(?m)^\\| `(flink_\\w+)` \\|");
    private static final Pattern NAME = Pattern.compile("\\bflink_\\w+");

    private Monitoring() {}

    /**
     * A metric as the page has it.
     *
     * @param operators the beginnings of the names of the operators that have it
     * @param labels the alternatives of labels before its name; an empty one where there is none
     */
    public record Metric(String name, String type, Set<String> operators, List<List<String>> labels) {

        /** What Prometheus calls it, with each of the alternatives. */
        public List<String> prometheusNames() {
            return labels.stream()
                    .map(names ->
                            PREFIX + names.stream().map(label -> label + "_").collect(Collectors.joining()) + name)
                    .toList();
        }
    }

    /** Every row of the page's tables of our metrics, by name. */
    public static Map<String, Metric> metrics() throws IOException {
        Map<String, Metric> metrics = new TreeMap<>();
        for (MatchResult row : ROW.matcher(page()).results().toList()) {
            List<List<String>> labels = new ArrayList<>();
            for (String alternative : row.group(5).split(" or ")) {
                labels.add(codes(alternative));
            }
            Metric metric = new Metric(row.group(1), row.group(2), new TreeSet<>(codes(row.group(4))), labels);
            if (metrics.put(metric.name(), metric) != null) {
                throw new AssertionError("the page has two rows of " + metric.name());
            }
        }
        return metrics;
    }

    /** Flink's own, as the page names them. */
    public static Set<String> flinks() throws IOException {
        return FLINKS_ROW
                .matcher(page())
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The queries of the dashboard by the titles of their panels. */
    public static Map<String, List<String>> queries() throws IOException {
        Map<String, List<String>> queries = new TreeMap<>();
        JsonNode dashboard =
                new ObjectMapper().readTree(DIRECTORY.resolve("dashboard.json").toFile());
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.computeIfAbsent(panel.get("title").asText(), title -> new ArrayList<>())
                        .add(target.get("expr").asText());
            }
        }
        return queries;
    }

    /** The names of metrics in any text. */
    public static Set<String> namesIn(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> codes(String cell) {
        Matcher code = CODE.matcher(cell);
        return code.results().map(found -> found.group(1)).toList();
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/reference/telemetry.md"));
    }
}
