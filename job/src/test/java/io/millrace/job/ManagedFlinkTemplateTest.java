package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.config.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * {@code deploy/managed-flink} cannot be run where this is built, so its template is held to itself and to the code: its
 * properties load its pipeline, and its permissions are those that the pipeline needs. What CloudFormation itself knows of
 * it, {@code cfn-lint} says.
 */
final class ManagedFlinkTemplateTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path DIRECTORY = ROOT.resolve("deploy/managed-flink");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    /** What references to resources and to AWS's own values stand for. */
    private static final Map<String, String> VALUES = Map.of(
            "Queue", "https://sqs.eu-west-1.amazonaws.com/123456789012/queue",
            "Bucket", "lake",
            "CodeBucket", "code",
            "AWS::Region", "eu-west-1");

    @TempDir
    private Path directory;

    private final Map<?, ?> template = template();

    @Test
    void whateverIsReferredToIsThereAndEveryParameterIsUsed() {
        Set<String> parameters = names("Parameters");
        Set<String> resources = names("Resources");
        Set<String> used = new TreeSet<>();
        references(template, (function, name) -> used.add(function.equals("Ref") ? name : name.split("\\.", -1)[0]));

        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(parameters);
        missing.removeAll(resources);
        missing.removeIf(name -> name.startsWith("AWS::"));
        assertThat(missing).isEmpty();
        assertThat(used).containsAll(parameters);
    }

    @Test
    void itsPropertiesLoadItsPipelineWhichFitsTheService() throws Exception {
        RuntimeProperties properties = properties();
        assertThat(properties.pipeline()).isEqualTo("s3://code/pipelines/clicks.yaml");

        Configuration service = service();
        PipelineConfig config = pipeline(service).loaded().config();
        assertThat(ClusterRules.problemsOnService(config, service)).isEmpty();
        assertThat(config.checkpoint().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.source().sqs().queueUrl().value()).isEqualTo(VALUES.get("Queue"));
        assertThat(config.source().sqs().region()).isEqualTo("eu-west-1");
    }

    @Test
    void theRoleMayDoWhatThePipelineDoesWhereItDoesItAndNothingElse() throws Exception {
        Map<String, Map<?, ?>> statements = new HashMap<>();
        for (Object policy : (List<?>) properties("Role").get("Policies")) {
            for (Object statement :
                    (List<?>) at((Map<?, ?>) policy, "PolicyDocument").get("Statement")) {
                statements.put(((Map<?, ?>) statement).get("Sid").toString(), (Map<?, ?>) statement);
            }
        }
        assertThat(actions(statements.get("Queue")))
                .as("as docs/concepts/delivery-guarantees.md has them")
                .containsExactly(
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ReceiveMessage");
        assertThat(actions(statements.get("Files"))).containsExactly("s3:DeleteObject", "s3:GetObject", "s3:PutObject");
        assertThat(statements.keySet())
                .containsExactlyInAnyOrder("Queue", "Files", "Listing", "Code", "LogGroups", "Logs");
        assertThat(statements.get("Listing").containsKey("Condition")).isFalse();
        assertThat(statements.values()).allSatisfy(statement -> {
            assertThat(statement.get("Effect")).isEqualTo("Allow");
            assertThat(actions(statement)).noneMatch(action -> action.contains("*"));
            assertThat(statement.get("Resource")).isNotEqualTo("*");
        });

        PipelineConfig config = pipeline(service()).loaded().config();
        List<String> objects = new ArrayList<>();
        ((List<?>) statements.get("Files").get("Resource"))
                .forEach(resource -> objects.add(text(resource).replace("${Bucket.Arn}", "s3://lake")));
        String files = config.output().files().path().value();
        String letters = config.deadLetter().path().value();
        assertThat(objects).containsExactly(files, files + "/*", letters, letters + "/*");
    }

    @Test
    void uploadsThatFailuresLeaveBehindAreForgottenAndNothingElseIsDeleted() {
        Map<?, ?> bucket = properties("Bucket");
        List<?> rules = (List<?>) at(bucket, "LifecycleConfiguration").get("Rules");

        assertThat(rules).hasSize(1);
        Map<?, ?> rule = (Map<?, ?>) rules.get(0);
        assertThat(rule.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("Id", "Status", "AbortIncompleteMultipartUpload");
        assertThat(rule.get("Status")).isEqualTo("Enabled");
        assertThat((Integer) at(template, "Parameters.AbortUploadsAfterDays").get("MinValue"))
                .as("longer than an outage")
                .isGreaterThan(1);
        assertThat(bucket.containsKey("PublicAccessBlockConfiguration")).isTrue();
        assertThat(((Map<?, ?>) at(template, "Resources.Bucket")).get("DeletionPolicy"))
                .isEqualTo("Retain");
    }

    @Test
    void theQueueKeepsMessagesThroughAnOutageAndDoesNotSortOutHealthyOnes() {
        Map<?, ?> queue = properties("Queue");

        assertThat((Integer) queue.get("MessageRetentionPeriod"))
                .isEqualTo((int) Duration.ofDays(14).toSeconds());
        assertThat((Integer) at(queue, "RedrivePolicy").get("maxReceiveCount")).isGreaterThanOrEqualTo(20);
        assertThat(((Map<?, ?>) at(template, "Resources.Queue")).get("DeletionPolicy"))
                .isEqualTo("Retain");
    }

    @Test
    void theServiceRunsTheFlinkThatTheJobIsBuiltForAndGoesOnFromSnapshots() throws Exception {
        Matcher version = Pattern.compile("<flink.version>(\\d+)\\.(\\d+)\\..*</flink.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        Map<?, ?> application = properties("Application");

        assertThat(application.get("RuntimeEnvironment"))
                .isEqualTo("FLINK-" + version.group(1) + "_" + version.group(2));
        assertThat(at(application, "ApplicationConfiguration.ApplicationSnapshotConfiguration")
                        .get("SnapshotsEnabled"))
                .isEqualTo(true);
        assertThat(at(application, "ApplicationConfiguration.FlinkApplicationConfiguration.CheckpointConfiguration")
                        .get("CheckpointingEnabled"))
                .isEqualTo(true);
        assertThat(at(application, "ApplicationConfiguration.ApplicationCodeConfiguration")
                        .get("CodeContentType"))
                .isEqualTo("ZIPFILE");
    }

    @Test
    void commandsOfThePageNameParametersFilesAndAClassThatThereAre() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/how-to/run-on-managed-flink.md"));
        Matcher overrides = Pattern.compile("--parameter-overrides ((?:\\w+=\\S+ ?)+)")
                .matcher(page.replaceAll(" \\\\\\n\\s*", " "));
        assertThat(overrides.find()).isTrue();
        for (String override : overrides.group(1).trim().split(" ", -1)) {
            assertThat(names("Parameters")).contains(override.split("=", -1)[0]);
        }
        Matcher file =
                Pattern.compile("(?:--template-file|s3 cp) (deploy/\\S+)").matcher(page);
        int files = 0;
        while (file.find()) {
            assertThat(ROOT.resolve(file.group(1))).exists();
            files++;
        }
        assertThat(files).isEqualTo(2);
        assertThat(page)
                .contains("--class " + ManagedFlink.class.getName())
                .contains(
                        "s3://CODE_BUCKET/" + at(template, "Parameters.CodeKey").get("Default") + "\n")
                .contains("s3://CODE_BUCKET/"
                        + at(template, "Parameters.PipelineKey").get("Default") + "\n");
    }

    private ClusterPipeline pipeline(Configuration service) throws Exception {
        RuntimeProperties properties = properties();
        return ManagedFlink.load(
                new RuntimeProperties(
                        properties.file(),
                        DIRECTORY.resolve("clicks.yaml").toString(),
                        properties.overrides(),
                        properties.variables()),
                service);
    }

    /** As the service writes them. */
    private RuntimeProperties properties() throws Exception {
        Object groups = at(properties("Application"), "ApplicationConfiguration.EnvironmentProperties")
                .get("PropertyGroups");
        Path file = directory.resolve("application_properties.json");
        Files.write(file, new ObjectMapper().writeValueAsBytes(resolved(groups)));
        return RuntimeProperties.read(file);
    }

    private Configuration service() {
        Map<?, ?> checkpoints = at(
                properties("Application"),
                "ApplicationConfiguration.FlinkApplicationConfiguration.CheckpointConfiguration");
        Configuration service = new Configuration();
        service.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(Long.parseLong(
                        resolved(checkpoints.get("CheckpointInterval")).toString())));
        return service;
    }

    /** Without functions: references replaced by what they stand for, or by the default of the parameter. */
    private Object resolved(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(this::resolved).toList();
        }
        if (node instanceof Map<?, ?> map) {
            if (map.containsKey("Ref")) {
                return value(map.get("Ref").toString());
            }
            if (map.containsKey("Fn::Sub")) {
                return VARIABLE.matcher(map.get("Fn::Sub").toString())
                        .replaceAll(variable -> Matcher.quoteReplacement(value(variable.group(1))));
            }
            Map<Object, Object> resolved = new HashMap<>();
            map.forEach((key, value) -> resolved.put(key, resolved(value)));
            return resolved;
        }
        return node;
    }

    private String value(String name) {
        return VALUES.containsKey(name)
                ? VALUES.get(name)
                : at(template, "Parameters." + name).get("Default").toString();
    }

    private static void references(Object node, BiConsumer<String, String> found) {
        if (node instanceof List<?> list) {
            list.forEach(element -> references(element, found));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                switch (key.toString()) {
                    case "Ref", "Fn::GetAtt" -> found.accept(key.toString(), value.toString());
                    case "Fn::Sub" ->
                        VARIABLE.matcher(value.toString())
                                .results()
                                .forEach(variable -> found.accept("Fn::Sub", variable.group(1)));
                    default -> references(value, found);
                }
            });
        }
    }

    private Set<String> names(String section) {
        Set<String> names = new HashSet<>();
        at(template, section).keySet().forEach(name -> names.add(name.toString()));
        return names;
    }

    private Map<?, ?> properties(String resource) {
        return at(template, "Resources." + resource + ".Properties");
    }

    private static List<String> actions(Map<?, ?> statement) {
        List<String> actions = new ArrayList<>();
        ((List<?>) statement.get("Action")).forEach(action -> actions.add(action.toString()));
        return actions;
    }

    private static String text(Object value) {
        return value instanceof Map<?, ?> function
                ? function.values().iterator().next().toString()
                : value.toString();
    }

    private static Map<?, ?> at(Map<?, ?> map, String path) {
        Map<?, ?> current = map;
        for (String key : path.split("\\.", -1)) {
            current = (Map<?, ?>) current.get(key);
        }
        return current;
    }

    /** CloudFormation's short forms become the long ones. */
    private static Map<?, ?> template() {
        Map<Tag, ConstructNode> functions = new HashMap<>();
        Map.of("!Ref", "Ref", "!GetAtt", "Fn::GetAtt", "!Sub", "Fn::Sub")
                .forEach((tag, function) ->
                        functions.put(new Tag(tag), node -> Map.of(function, ((ScalarNode) node).getValue())));
        try {
            return (Map<?, ?>) new Load(
                            LoadSettings.builder().setTagConstructors(functions).build())
                    .loadFromString(Files.readString(DIRECTORY.resolve("template.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
