package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.FlinkDeploymentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code deploy/kubernetes} cannot be run where this is built, so it is held to the operator's schema, to itself and to the
 * code; its pipeline is loaded as a cluster loads it.
 */
final class KubernetesIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Path DIRECTORY = ROOT.resolve("deploy/kubernetes");

    /** Every key that the deployment may have: the operator's schema lets others pass, and the operator ignores them. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "",
            Set.of("apiVersion", "kind", "metadata", "spec"),
            "metadata",
            Set.of("name", "namespace"),
            "spec",
            Set.of(
                    "image",
                    "imagePullPolicy",
                    "flinkVersion",
                    "mode",
                    "serviceAccount",
                    "flinkConfiguration",
                    "podTemplate",
                    "jobManager",
                    "taskManager",
                    "job"),
            "spec.jobManager",
            Set.of("replicas", "resource"),
            "spec.jobManager.resource",
            Set.of("memory", "cpu"),
            "spec.taskManager",
            Set.of("resource"),
            "spec.taskManager.resource",
            Set.of("memory", "cpu"),
            "spec.job",
            Set.of("jarURI", "entryClass", "args", "parallelism", "state", "upgradeMode", "allowNonRestoredState"));

    @TempDir
    private Path directory;

    private final Map<?, ?> deployment = one("flink-deployment.yaml");
    private final Map<?, ?> spec = at(deployment, "spec");

    @Test
    void theDeploymentIsOneByTheOperatorsSchemaAndHasNoOtherKeys() throws Exception {
        assertThat(problems(deployment)).isEmpty();
        assertThat(unknown(deployment, "")).isEmpty();
    }

    @Test
    void theSchemaIsHeld() throws Exception {
        Map<Object, Object> wrong = new HashMap<>(deployment);
        Map<Object, Object> wrongSpec = new HashMap<>(spec);
        wrongSpec.put("flinkVersion", "v2_99");
        wrongSpec.put("sauce", "hollandaise");
        wrong.put("spec", wrongSpec);

        assertThat(problems(wrong)).singleElement().asString().startsWith("/spec/flinkVersion must be equal to one of");
        assertThat(unknown(wrong, "")).containsExactly("spec.sauce");
    }

    @Test
    void theImageHasTheFlinkThatTheJobIsBuiltForItsPluginAndTheJarWhereTheDeploymentLooks() throws Exception {
        String flink = flinkOfThePom();
        String docker = Files.readString(DIRECTORY.resolve("Dockerfile"));

        assertThat(docker)
                .contains("FROM flink:" + flink + "-java17\n")
                .contains("flink-s3-fs-hadoop-" + flink + ".jar /opt/flink/plugins/s3-fs-hadoop/");
        String version = flink.substring(0, flink.lastIndexOf('.')).replace('.', '_');
        assertThat(spec.get("flinkVersion")).isEqualTo("v" + version);
        Matcher copy =
                Pattern.compile("(?m)^COPY \\S+ job/target/(\\S+) (/\\S+)$").matcher(docker);
        assertThat(copy.find()).isTrue();
        assertThat("millrace-job-0.1.0-cluster.jar").matches(copy.group(1).replace("*", ".*"));
        assertThat(at(deployment, "spec.job").get("jarURI")).isEqualTo("local://" + copy.group(2));
        assertThat(at(deployment, "spec.job").get("entryClass")).isEqualTo(Millrace.class.getName());
        Matcher tag = Pattern.compile("--tag (\\S+) ").matcher(docker);
        assertThat(tag.find()).isTrue();
        assertThat(spec.get("image")).isEqualTo(tag.group(1));
    }

    @Test
    void thePodsAreWhoTheyMayBeInOneNamespace() {
        List<Map<?, ?>> access = all("access.yaml");
        Object namespace = at(deployment, "metadata").get("namespace");
        Object account = spec.get("serviceAccount");

        assertThat(access)
                .extracting(resource -> resource.get("kind").toString())
                .containsExactly("ServiceAccount", "Role", "RoleBinding");
        assertThat(access).allSatisfy(resource -> {
            assertThat(at(resource, "metadata").get("namespace")).isEqualTo(namespace);
            assertThat(at(resource, "metadata").get("name")).isEqualTo(account);
        });
        Map<?, ?> binding = access.get(2);
        assertThat(at(binding, "roleRef").get("kind")).isEqualTo("Role");
        assertThat(at(binding, "roleRef").get("name")).isEqualTo(account);
        assertThat((List<?>) binding.get("subjects"))
                .isEqualTo(List.of(Map.of("kind", "ServiceAccount", "name", account, "namespace", namespace)));
        assertThat(access.get(1).get("rules").toString())
                .as("nothing is given wholesale, and no secret")
                .doesNotContain("*", "secrets");
    }

    @Test
    void nothingThatIsInACheckpointIsForgotten() {
        Map<?, ?> job = at(deployment, "spec.job");
        Map<?, ?> flink = at(deployment, "spec.flinkConfiguration");

        assertThat(job.get("upgradeMode")).isEqualTo("savepoint");
        assertThat(job.get("allowNonRestoredState")).isEqualTo(false);
        assertThat(flink.get("high-availability.type")).isEqualTo("kubernetes");
        assertThat(flink.get("high-availability.storageDir")).asString().startsWith("s3://");
        assertThat(flink.get("kubernetes.operator.job.savepoint-on-deletion")).isEqualTo("true");
    }

    @Test
    void thePipelineOfTheConfigMapIsWhereTheJobLooksAndFitsTheCluster() throws Exception {
        Map<?, ?> map = one("config-map.yaml");
        Map<?, ?> pod = at(deployment, "spec.podTemplate.spec");
        Map<?, ?> volume = (Map<?, ?>) ((List<?>) pod.get("volumes")).get(0);
        Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).get(0);
        Map<?, ?> mount = (Map<?, ?>) ((List<?>) container.get("volumeMounts")).get(0);
        assertThat(container.get("name")).as("the name that Flink knows").isEqualTo("flink-main-container");
        assertThat(mount.get("name")).isEqualTo(volume.get("name"));
        assertThat(at(volume, "configMap").get("name"))
                .isEqualTo(at(map, "metadata").get("name"));
        assertThat(at(map, "metadata").get("namespace"))
                .isEqualTo(at(deployment, "metadata").get("namespace"));

        Map<?, ?> data = at(map, "data");
        for (Map.Entry<?, ?> file : data.entrySet()) {
            Files.writeString(
                    directory.resolve(file.getKey().toString()), file.getValue().toString());
        }
        List<?> arguments = (List<?>) at(deployment, "spec.job").get("args");
        Path pipeline = Path.of(arguments.get(0).toString());
        assertThat(pipeline.getParent()).hasToString(mount.get("mountPath").toString());
        PipelineConfig config =
                ConfigLoader.load(directory.resolve(pipeline.getFileName()), Map.of(), variable -> null);

        assertThat(config.parallelism()).as("the deployment's").isNull();
        SchemaLoader.in(directory).load(config.decode().schema());
        assertThat(data.get("click-event.avsc"))
                .isEqualTo(Files.readString(ROOT.resolve("conf/schemas/click-event.avsc")));
        Configuration cluster = new Configuration();
        at(deployment, "spec.flinkConfiguration")
                .forEach((key, value) -> cluster.setString(key.toString(), value.toString()));
        assertThat(ClusterRules.problems(config, cluster)).isEmpty();
        assertThat(cluster.toMap())
                .containsEntry(
                        "execution.checkpointing.savepoint-dir",
                        config.checkpoint().directory().value());
    }

    private List<String> problems(Map<?, ?> resource) throws Exception {
        Path json = Files.write(directory.resolve("deployment.json"), new ObjectMapper().writeValueAsBytes(resource));
        return FlinkDeploymentSchema.problems(json, directory.resolve("log"));
    }

    private static Set<String> unknown(Map<?, ?> map, String path) {
        Set<String> unknown = new TreeSet<>();
        Set<String> known = KEYS.get(path);
        if (known == null) {
            return unknown;
        }
        map.forEach((key, value) -> {
            String at = path.isEmpty() ? key.toString() : path + "." + key;
            if (!known.contains(key.toString())) {
                unknown.add(at);
            } else if (value instanceof Map<?, ?> section) {
                unknown.addAll(unknown(section, at));
            }
        });
        return unknown;
    }

    private static Map<?, ?> at(Map<?, ?> map, String path) {
        Map<?, ?> current = map;
        for (String key : path.split("\\.", -1)) {
            current = (Map<?, ?>) current.get(key);
        }
        return current;
    }

    private static Map<?, ?> one(String file) {
        List<Map<?, ?>> resources = all(file);
        assertThat(resources).hasSize(1);
        return resources.get(0);
    }

    private static List<Map<?, ?>> all(String file) {
        try {
            List<Map<?, ?>> resources = new ArrayList<>();
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(Files.readString(DIRECTORY.resolve(file)))
                    .forEach(resource -> resources.add((Map<?, ?>) resource));
            return resources;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String flinkOfThePom() throws IOException {
        Matcher version = Pattern.compile("<flink.version>(.+)</flink.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
