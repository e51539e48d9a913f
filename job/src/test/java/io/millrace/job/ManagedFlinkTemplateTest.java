package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.iam.Arns;
import io.millrace.job.iam.PipelinePolicy;
import io.millrace.job.iam.Policy;
import io.millrace.job.testkit.CloudFormationTemplate;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/managed-flink} cannot be run where this is built, so its template is held to itself and to the code: its
 * properties load its pipeline, and its permissions are those that {@code millrace iam} prints for it. What CloudFormation
 * itself knows of it, {@code cfn-lint} says.
 */
final class ManagedFlinkTemplateTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path DIRECTORY = ROOT.resolve("deploy/managed-flink");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REGION = "eu-west-1";
    private static final String ACCOUNT = "123456789012";

    /** What references to resources and to AWS's own values stand for. */
    private static final Map<String, String> VALUES = values();

    @TempDir
    private Path directory;

    private CloudFormationTemplate template;

    @BeforeEach
    void read() throws IOException {
        template = CloudFormationTemplate.read(DIRECTORY.resolve("template.yaml"));
    }

    @Test
    void cloudFormationsLinterFindsNothing() throws Exception {
        Programs.require("cfn-lint", "pip install cfn-lint");
        try (Processes processes = new Processes(directory, ROOT)) {
            Processes.Child linter =
                    processes.start("cfn-lint", Map.of(), List.of("cfn-lint", "deploy/managed-flink/template.yaml"));
            int code = linter.waitFor(1, TimeUnit.MINUTES);
            assertThat(code).as(linter.output()).isZero();
        }
    }

    @Test
    void whateverIsReferredToIsThereAndEveryParameterIsUsed() {
        Set<String> used = template.referredTo();

        assertThat(used).containsAll(template.names("Parameters"));
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(template.names("Parameters"));
        missing.removeAll(template.names("Resources"));
        missing.removeIf(name -> name.startsWith("AWS::"));
        assertThat(missing).isEmpty();
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
        assertThat(config.source().sqs().region()).isEqualTo(REGION);
        assertThat(config.deadLetter().sqs().queueUrl().value()).isEqualTo(VALUES.get("LetterQueue"));
        assertThat(config.deadLetter().sqs().region()).isEqualTo(REGION);
    }

    @Test
    void theRoleMayDoWhatIamPrintsForThePipelineAndNothingElse() throws Exception {
        Policy least = PipelinePolicy.of(pipeline(service()).loaded().config(), new Arns(null, REGION, ACCOUNT));
        Map<?, ?> role = properties("Role");
        Map<String, JsonNode> policies = policies(role);

        assertThat(policies.get("pipeline")).as(least.json()).isEqualTo(JSON.readTree(least.json()));
        assertThat(policies.keySet()).containsExactlyInAnyOrder("pipeline", "application");
        assertThat(role.keySet().stream().map(String::valueOf))
                .as("no other way to give it permissions")
                .containsExactlyInAnyOrder("AssumeRolePolicyDocument", "Policies");
        assertThat(template.at("Resources").values().stream()
                        .map(resource -> ((Map<?, ?>) resource).get("Type").toString())
                        .filter(type -> type.startsWith("AWS::IAM::")))
                .containsExactly("AWS::IAM::Role");
    }

    @Test
    void whatTheServiceDoesWithTheRoleIsReadingTheCodeAndWritingTheLog() throws Exception {
        JsonNode statements = policies(properties("Role")).get("application").get("Statement");
        Map<String, String> allowed = new HashMap<>();
        assertThat(statements.size()).isEqualTo(4);
        for (JsonNode statement : statements) {
            assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
            allowed.put(statement.get("Sid").asText(), statement.get("Action") + " on " + statement.get("Resource"));
        }

        assertThat(allowed)
                .isEqualTo(Map.of(
                        "Code",
                        "[\"s3:GetObject\",\"s3:GetObjectVersion\"] on"
                                + " [\"arn:aws:s3:::code/millrace.jar\",\"arn:aws:s3:::code/pipelines/*\"]",
                        "CodeBucket",
                        "[\"s3:ListBucket\"] on [\"arn:aws:s3:::code\"]",
                        "LogGroups",
                        "[\"logs:DescribeLogGroups\"] on [\"arn:aws:logs:eu-west-1:123456789012:log-group:*\"]",
                        "Logs",
                        "[\"logs:DescribeLogStreams\",\"logs:PutLogEvents\"] on"
                                + " [\"arn:aws:logs:eu-west-1:123456789012:log-group:clicks-log:*\"]"));
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
        assertThat((Integer) template.at("Parameters.AbortUploadsAfterDays").get("MinValue"))
                .as("longer than an outage")
                .isGreaterThan(1);
        assertThat(bucket.containsKey("PublicAccessBlockConfiguration")).isTrue();
        assertThat(template.at("Resources.Bucket").get("DeletionPolicy")).isEqualTo("Retain");
    }

    @Test
    void theQueueKeepsMessagesThroughAnOutageAndDoesNotSortOutHealthyOnes() {
        Map<?, ?> queue = properties("Queue");

        assertThat((Integer) queue.get("MessageRetentionPeriod"))
                .isEqualTo((int) Duration.ofDays(14).toSeconds());
        assertThat((Integer) at(queue, "RedrivePolicy").get("maxReceiveCount")).isGreaterThanOrEqualTo(20);
        assertThat(template.at("Resources.Queue").get("DeletionPolicy")).isEqualTo("Retain");
    }

    @Test
    void lettersHaveAQueueOfTheirOwn() {
        assertThat(at(properties("Queue"), "RedrivePolicy").get("deadLetterTargetArn"))
                .as("where letters never come, because what SQS moves back from there is read")
                .isEqualTo(VALUES.get("DeadLetterQueue.Arn"));
        assertThat(properties("LetterQueue").containsKey("RedrivePolicy")).isFalse();
        assertThat(template.at("Resources.LetterQueue").get("DeletionPolicy")).isEqualTo("Retain");
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
            assertThat(template.names("Parameters")).contains(override.split("=", -1)[0]);
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
                        "s3://CODE_BUCKET/" + template.at("Parameters.CodeKey").get("Default") + "\n")
                .contains("s3://CODE_BUCKET/"
                        + template.at("Parameters.PipelineKey").get("Default") + "\n");
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
        Files.write(file, JSON.writeValueAsBytes(groups));
        return RuntimeProperties.read(file);
    }

    private Configuration service() {
        Map<?, ?> checkpoints = at(
                properties("Application"),
                "ApplicationConfiguration.FlinkApplicationConfiguration.CheckpointConfiguration");
        Configuration service = new Configuration();
        service.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(
                        Long.parseLong(checkpoints.get("CheckpointInterval").toString())));
        return service;
    }

    private static Map<String, JsonNode> policies(Map<?, ?> role) {
        Map<String, JsonNode> policies = new HashMap<>();
        for (Object policy : (List<?>) role.get("Policies")) {
            Map<?, ?> named = (Map<?, ?>) policy;
            policies.put(named.get("PolicyName").toString(), JSON.valueToTree(named.get("PolicyDocument")));
        }
        return policies;
    }

    private Map<?, ?> properties(String resource) {
        return template.properties(resource, VALUES);
    }

    private static Map<?, ?> at(Map<?, ?> from, String path) {
        return CloudFormationTemplate.at(from, path);
    }

    private static Map<String, String> values() {
        Map<String, String> values = new HashMap<>(Map.of(
                "AWS::Partition", "aws",
                "AWS::Region", REGION,
                "AWS::AccountId", ACCOUNT,
                "CodeBucket", "code",
                "Role.Arn", "arn:aws:iam::" + ACCOUNT + ":role/clicks",
                "LogGroup", "clicks-log",
                "Bucket", "lake",
                "Bucket.Arn", "arn:aws:s3:::lake"));
        for (String queue : List.of("Queue", "DeadLetterQueue", "LetterQueue")) {
            values.put(queue, "https://sqs." + REGION + ".amazonaws.com/" + ACCOUNT + "/" + queue);
            values.put(queue + ".Arn", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queue);
        }
        return Map.copyOf(values);
    }
}
