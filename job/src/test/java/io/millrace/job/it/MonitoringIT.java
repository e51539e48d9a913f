package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.docs.Monitoring;
import io.millrace.job.testkit.Clicks;
import io.millrace.job.testkit.ElasticMqServer;
import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import io.millrace.job.testkit.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What an operator sees of two pipelines that {@code bin/millrace run} runs, one from a queue with its files announced on a
 * stream, one from a stream: the metrics, the dashboard's queries, the alerts, health, the log as JSON.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonitoringIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern OPERATOR = Pattern.compile("(?m)^(\\w+)\\{.*operator_name=\"([^\"]+)\"");

    private static final String ENDS =
            """
            decode:
              schema: class:io.millrace.model.click.ClickEvent
            transform:
              - function: clean-click
            route:
              event-time:
                field: occurred_at
            output:
              files:
                path: %1$s/out/%2$s
            dead-letter:
              path: %1$s/dead/%2$s
              sqs:
                endpoint: %3$s
                region: us-east-1
                queue-url: %4$s
            checkpoint:
              interval: 1 s
              directory: %1$s/state
            """;

    @TempDir
    private static Path directory;

    private Processes processes;
    private ElasticMqServer queues;
    private KinesaliteServer streams;
    private QueueUrl letters;
    private Run queue;
    private Run stream;

    /** A run, and what its first events said. */
    private record Run(String name, Processes.Child process, URI metrics, URI health) {}

    @BeforeAll
    void startBoth() throws Exception {
        processes = new Processes(directory.resolve("processes"), directory);
        queues = ElasticMqServer.start();
        streams = KinesaliteServer.start(directory.resolve("streams"));
        streams.createStream("commits", 1);
        streams.createStream("clicks", 2);
        QueueUrl url = queues.createQueue("clicks");
        letters = queues.createQueue("letters");
        Processes.Child first = start(
                "from-a-queue",
                """
                name: from-a-queue
                parallelism: 1
                source:
                  sqs:
                    endpoint: %1$s
                    region: us-east-1
                    queue-url: %2$s
                deduplicate:
                  key: field:event_id
                announce:
                  kinesis:
                    stream: commits
                    endpoint: %3$s
                """
                        .formatted(queues.endpoint(), url.value(), streams.endpoint()));
        Processes.Child second = start(
                "from-a-stream",
                """
                name: from-a-stream
                parallelism: 1
                source:
                  kinesis:
                    stream: clicks
                    endpoint: %s
                    init-position: trim-horizon
                """
                        .formatted(streams.endpoint()));
        send(url);
        queue = started("from-a-queue", first);
        stream = started("from-a-stream", second);
        for (Run run : List.of(queue, stream)) {
            await().atMost(PATIENCE).until(() -> scrape(run)
                    .lines()
                    .filter(line -> line.startsWith(Monitoring.PREFIX + "rowsCommitted"))
                    .anyMatch(line -> line.contains("\"output: Committer\"") && !line.endsWith(" 0.0")));
        }
    }

    @AfterAll
    void leaveNothing() {
        processes.close();
        queues.close();
        streams.close();
    }

    @Test
    void whatJobsRegisterIsWhatThePageSays() throws Exception {
        Map<String, Monitoring.Metric> byName = new HashMap<>();
        Monitoring.metrics().values().forEach(metric -> metric.prometheusNames()
                .forEach(name -> byName.put(name, metric)));
        Map<String, Set<String>> operators = new TreeMap<>();
        for (Run run : List.of(queue, stream)) {
            String page = scrape(run);
            Matcher type = TYPE.matcher(page);
            while (type.find()) {
                if (type.group(1).startsWith(Monitoring.PREFIX)) {
                    assertThat(byName).as("metrics of the page").containsKey(type.group(1));
                    assertThat(type.group(2))
                            .as(type.group(1))
                            .isEqualTo(byName.get(type.group(1)).type().equals("histogram") ? "summary" : "gauge");
                }
            }
            Matcher sample = OPERATOR.matcher(page);
            while (sample.find()) {
                Monitoring.Metric metric = byName.get(sample.group(1));
                if (metric != null) {
                    operators
                            .computeIfAbsent(metric.name(), name -> new TreeSet<>())
                            .add(sample.group(2).replaceFirst("^Source: ", "").replaceFirst(":.*", ""));
                }
            }
        }

        Map<String, Set<String>> documented = new TreeMap<>();
        Monitoring.metrics().values().forEach(metric -> documented.put(metric.name(), metric.operators()));
        assertThat(operators).isEqualTo(documented);
    }

    @Test
    void everyQueryOfTheDashboardGivesANumberAndNoAlertFires() throws Exception {
        for (String file : List.of("alerts.yml", "alerts.test.yml")) {
            Files.copy(Monitoring.DIRECTORY.resolve(file), directory.resolve(file));
        }
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"),
                Files.readString(Monitoring.DIRECTORY.resolve("prometheus.yml"))
                        .replace("scrape_interval: 15s", "scrape_interval: 1s\n  evaluation_interval: 1s")
                        .replace(
                                "localhost:9249, localhost:9250",
                                queue.metrics().getAuthority() + ", "
                                        + stream.metrics().getAuthority()));
        Prometheus prometheus = Prometheus.start(processes, configuration, directory.resolve("data"));

        Map<String, List<String>> queries = Monitoring.queries();
        assertThat(queries).hasSizeGreaterThan(20);
        for (Map.Entry<String, List<String>> panel : queries.entrySet()) {
            for (String query : panel.getValue()) {
                String now = query.replace("$pipeline", ".+").replace("$__rate_interval", "1m");
                await(panel.getKey() + ": " + now).atMost(PATIENCE).until(() -> hasNumber(prometheus.query(now)));
            }
        }
        for (String name : Monitoring.namesIn(Files.readString(Monitoring.DIRECTORY.resolve("alerts.yml")))) {
            assertThat(prometheus.query(name)).as("series of %s", name).isNotEmpty();
        }
        JsonNode rules = prometheus.data("/api/v1/rules").findPath("rules");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
            assertThat(rule.get("state").asText()).as(rule.get("name").asText()).isNotEqualTo("firing");
        });
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
        String rules = Monitoring.DIRECTORY
                .resolve("alerts.test.yml")
                .toAbsolutePath()
                .normalize()
                .toString();
        Processes.Child tool = Prometheus.promtool(processes, "test-rules", "test", "rules", rules);
        assertThat(tool.output()).contains("SUCCESS").doesNotContain("FAILED");

        Path config = Monitoring.DIRECTORY.resolve("prometheus.yml");
        assertThat(Prometheus.promtool(processes, "check-config", "check", "config", config.toString())
                        .output())
                .contains("is valid prometheus config file syntax", "15 rules found")
                .doesNotContain("FAILED");
    }

    @Test
    void aRunThatCompletesCheckpointsIsLiveAndReady() throws Exception {
        for (Run run : List.of(queue, stream)) {
            await().atMost(PATIENCE)
                    .until(() -> get(URI.create(run.health() + "/ready")).statusCode() == 200);
            JsonNode ready =
                    JSON.readTree(get(URI.create(run.health() + "/ready")).body());
            assertThat(ready.get("status").asText()).isEqualTo("up");
            assertThat(ready.get("pipeline").asText()).isEqualTo(run.name());
            assertThat(ready.get("state").asText()).isEqualTo("running");
            assertThat(ready.get("lastCheckpoint").asLong()).isPositive();
            assertThat(ready.get("restarts").asLong()).isZero();
            assertThat(get(URI.create(run.health() + "/live")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theLogIsOneObjectALine() throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve(".millrace/logs/from-a-queue.log"));
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.get("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(event.get("log.level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(event.get("log.logger").asText()).isNotBlank();
            assertThat(event.has("message")).isTrue();
        }
    }

    private Processes.Child start(String name, String source) throws IOException {
        String ends = ENDS.formatted(directory, name, queues.endpoint(), letters.value());
        Path pipeline = Files.writeString(directory.resolve(name + ".yaml"), source + ends);
        List<String> arguments = List.of(
                "run",
                pipeline.toString(),
                "--output=json",
                "--log-format=json",
                "--web-port=0",
                "--metrics-port=0",
                "--health-port=0");
        Map<String, String> environment = Map.of(
                "MILLRACE_JAVA_OPTS",
                "-Xmx1g -Daws.cborEnabled=false",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_REGION",
                "us-east-1");
        return Launcher.installed().start(processes, name, environment, arguments);
    }

    private Run started(String name, Processes.Child process) {
        JsonNode event = await().atMost(PATIENCE)
                .until(() -> startedEvent(process), Optional::isPresent)
                .orElseThrow();
        return new Run(
                name,
                process,
                URI.create(event.get("metrics").asText()),
                URI.create(event.get("health").asText()));
    }

    private static Optional<JsonNode> startedEvent(Processes.Child process) throws IOException {
        assertThat(process.isAlive()).as(process.output()).isTrue();
        for (String line : process.output().lines().toList()) {
            if (line.startsWith("{\"event\":\"started\"")) {
                return Optional.of(JSON.readTree(line));
            }
        }
        return Optional.empty();
    }

    /** Good events, one twice, one with a field too many, one that is none; from here on, so that events are new. */
    private void send(QueueUrl url) throws Exception {
        List<String> events = new ArrayList<>(Clicks.json(11, 100));
        events.add(events.get(0));
        events.add(
                events.get(1).replaceFirst("\\{", "{\"colour\": \"green\", ").replaceFirst("event_id\": *\"", "$0x"));
        events.add("{\"event_id\": 7");
        for (String event : events) {
            queues.client().sendMessage(message -> message.queueUrl(url.value()).messageBody(event));
        }
        for (String event : events) {
            streams.client().putRecord(record -> record.streamName("clicks")
                    .partitionKey(Integer.toString(event.hashCode()))
                    .data(SdkBytes.fromUtf8String(event)));
        }
    }

    private static boolean hasNumber(JsonNode vector) {
        for (JsonNode sample : vector) {
            if (!Double.isNaN(Double.parseDouble(sample.get("value").get(1).asText()))) {
                return true;
            }
        }
        return false;
    }

    private static String scrape(Run run) throws IOException, InterruptedException {
        HttpResponse<String> page = get(run.metrics());
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
