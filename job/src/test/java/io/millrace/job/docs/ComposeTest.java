package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docker-compose.yml cannot be run where this is built, so what can be read off it is. */
class ComposeTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    private Map<?, ?> compose;
    private Map<?, ?> services;

    @BeforeEach
    void read() throws Exception {
        compose = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ROOT.resolve("docker-compose.yml")));
        services = (Map<?, ?>) compose.get("services");
    }

    @Test
    void thereIsAClusterAQueueAStoreAndTheJob() {
        assertThat(services.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("jobmanager", "taskmanager", "queue", "store", "submit");
    }

    @Test
    void everyImageIsPinnedAndFlinkIsTheOneTheJobIsBuiltFor() throws Exception {
        services.forEach((name, service) -> {
            String image = (String) ((Map<?, ?>) service).get("image");
            assertThat(image).as("image of %s", name).matches("[a-z0-9/-]+:[A-Za-z0-9._-]*\\d[A-Za-z0-9._-]*");
            assertThat(image).doesNotContain("latest");
        });
        String flink = flinkOfThePom();
        for (String name : List.of("jobmanager", "taskmanager", "submit")) {
            assertThat(service(name).get("image")).isEqualTo("flink:" + flink + "-java17");
            assertThat(((Map<?, ?>) service(name).get("environment")).get("ENABLE_BUILT_IN_PLUGINS"))
                    .isEqualTo("flink-s3-fs-hadoop-" + flink + ".jar");
        }
    }

    @Test
    void everyFileThatIsMountedIsInTheRepositoryOrIsTheJarThatTheBuildMakes() throws Exception {
        String jar = "./job/target/millrace-job-" + version("version") + "-cluster.jar";
        List<String> mounted = new ArrayList<>();
        services.values()
                .forEach(service -> texts(service, "volumes").forEach(volume -> mounted.add(volume.split(":")[0])));

        assertThat(mounted).contains(jar, "./conf");
        for (String source : mounted) {
            if (source.startsWith(".")) {
                assertThat(source.equals(jar) || Files.exists(ROOT.resolve(source)))
                        .as("%s is mounted", source)
                        .isTrue();
            } else {
                assertThat(((Map<?, ?>) compose.get("volumes")).containsKey(source))
                        .as("volume %s", source)
                        .isTrue();
            }
        }
    }

    @Test
    void portsAreOpenToThisMachineOnlyAndEachOnce() {
        List<String> ports = new ArrayList<>();
        services.values().forEach(service -> ports.addAll(texts(service, "ports")));

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"));
        assertThat(ports).contains("127.0.0.1:8081:8081", "127.0.0.1:9324:9324");
    }

    @Test
    void whoeverIsWaitedForIsThereAndCanSayThatItIsHealthy() {
        services.forEach((name, service) -> {
            Object waited = ((Map<?, ?>) service).get("depends_on");
            if (waited instanceof Map<?, ?> others) {
                others.forEach((other, how) -> {
                    assertThat(services.containsKey(other))
                            .as("%s waits for %s", name, other)
                            .isTrue();
                    if ("service_healthy".equals(((Map<?, ?>) how).get("condition"))) {
                        assertThat(service((String) other).containsKey("healthcheck"))
                                .as("healthcheck of %s", other)
                                .isTrue();
                    }
                });
            }
        });
    }

    @Test
    void thePipelineThatIsSubmittedSpeaksToTheContainersByTheirNames() throws Exception {
        String command = (String) service("submit").get("command");
        String inContainer = command.substring(command.lastIndexOf(' ') + 1);
        assertThat(inContainer).startsWith("/millrace/conf/");
        PipelineConfig config =
                ConfigLoader.load(ROOT.resolve(inContainer.substring("/millrace/".length())), Map.of(), name -> null);

        assertThat(config.source().sqs().endpoint()).isEqualTo(URI.create("http://queue:9324"));
        assertThat(URI.create(config.source().sqs().queueUrl().value()).getHost())
                .isEqualTo("queue");
        String queue = config.source().sqs().queueUrl().value().replaceFirst(".*/", "");
        assertThat(Files.readString(ROOT.resolve("conf/docker/elasticmq.conf")))
                .containsPattern("queues \\{\\s+" + queue + " \\{");
        assertThat(service("store").get("healthcheck").toString()).contains("local/lake");
        assertThat(config.output().files().path().value()).startsWith("s3://lake/");
        assertThat(config.deadLetter().path().value()).startsWith("s3://lake/");
        assertThat(config.checkpoint().directory().value())
                .as("two containers share the state")
                .startsWith("s3://lake/");
        String flink = ((Map<?, ?>) service("submit").get("environment"))
                .get("FLINK_PROPERTIES")
                .toString();
        assertThat(flink).contains("s3.endpoint: http://store:9000", "s3.path.style.access: true");
        assertThat(flink).contains("taskmanager.numberOfTaskSlots: " + config.parallelism());
    }

    private Map<?, ?> service(String name) {
        return (Map<?, ?>) services.get(name);
    }

    private static List<String> texts(Object service, String key) {
        Object values = ((Map<?, ?>) service).get(key);
        return values instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What the build wrote for {@code millrace version}. */
    /** Not the one that this run was built with, which -Dflink.version may say. */
    private static String flinkOfThePom() throws IOException {
        Matcher version = Pattern.compile("<flink.version>(.+)</flink.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static String version(String key) throws Exception {
        Properties properties = new Properties();
        try (var in = ComposeTest.class.getResourceAsStream("/io/millrace/job/version.properties")) {
            properties.load(in);
        }
        return properties.getProperty(key);
    }
}
