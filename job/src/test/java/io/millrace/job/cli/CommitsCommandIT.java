package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.announce.LogDirectory;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.pipeline.Pipeline;
import io.millrace.job.pipeline.PipelineEnds;
import io.millrace.job.schema.SchemaLoader;
import io.millrace.job.testkit.KinesaliteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace commits} on what a pipeline has written and announced. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CommitsCommandIT {

    private static final int ROWS = 1000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private final Screen screen = new Screen();
    private Path pipeline;

    @BeforeEach
    void input() throws IOException {
        pipeline = directory.resolve("pipeline.yaml");
        Files.createDirectories(directory.resolve("in"));
        Files.writeString(
                directory.resolve("row.avsc"),
                """
                {"type": "record", "name": "Row", "fields": [
                  {"name": "id", "type": "long"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
                """);
        Files.write(directory.resolve("in/rows.jsonl"), (Iterable<String>)
                IntStream.range(0, ROWS).mapToObj(id -> "{\"id\": %d, \"at\": %d}"
                        .formatted(id, 1_700_000_000_000L + id % 3 * 3_600_000L))::iterator);
    }

    @Test
    void whatIsListedIsVerifiedAndDeletedTruncatedAndUnannouncedFilesAreFound() throws Exception {
        run("announce: {}");
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(3);

        assertThat(commits("ls")).isEqualTo(ExitCode.OK);
        assertThat(screen.out().lines())
                .hasSize(files.size())
                .allMatch(line -> line.matches("announced (end|#\\d+) " + directory
                        + "/out/\\S+\\.parquet \\d+ rows \\S+ kB 2023\\S+ to 2023\\S+"));
        assertThat(commits("verify")).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .contains("1,000 received = 1,000 written + 0 filtered + 0 duplicates + 0 rejected; all as announced");

        Files.delete(files.get(0));
        Files.write(files.get(1), new byte[] {1});
        Path stray = files.get(2).resolveSibling("stray.parquet");
        Files.copy(files.get(2), stray);
        assertThat(commits("verify", "--output", "json")).isEqualTo(ExitCode.DIFFERENT);
        JsonNode report = new JsonMapper().readTree(lastLine());
        assertThat(report.get("as_announced").asBoolean()).isFalse();
        assertThat(report.get("findings")).hasSize(3);
        assertThat(report.get("findings").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("missing", "size", "unannounced");
        assertThat(report.get("findings").findValuesAsText("subject"))
                .containsExactlyInAnyOrder(files.get(0).toString(), files.get(1).toString(), stray.toString());
    }

    @Test
    void filesOfDeadLettersAreListedAndVerifiedAsWhatTheyAre() throws Exception {
        Path rows = directory.resolve("in/rows.jsonl");
        Files.writeString(rows, Files.readString(rows) + "{\"id\": \"none\"}\n");
        run("announce: {}");

        assertThat(commits("ls")).isEqualTo(ExitCode.OK);
        List<String> letters = screen.out()
                .lines()
                .filter(line -> line.contains(" dead letters "))
                .toList();
        assertThat(letters).singleElement().asString().contains(directory + "/dead/", " 1 row ");
        assertThat(commits("verify")).isEqualTo(ExitCode.OK);
        assertThat(lastLine()).contains("+ 1 rejected; all as announced");

        Files.delete(Path.of(letters.get(0).replaceAll(".* dead letters (\\S+) .*", "$1")));
        assertThat(commits("verify", "--output", "json")).isEqualTo(ExitCode.DIFFERENT);
        JsonNode report = new JsonMapper().readTree(lastLine());
        assertThat(report.get("dead_letter_files").asInt()).isEqualTo(1);
        assertThat(report.get("gaps").asInt()).isZero();
        assertThat(report.get("totals").get("dead_letters").asInt()).isEqualTo(1);
        assertThat(report.get("findings").findValuesAsText("kind")).containsExactly("missing");
    }

    @Test
    void whatWaitedIsSentAndReadFromTheStream() throws Exception {
        try (KinesaliteServer server = KinesaliteServer.start(directory.resolve("server"))) {
            server.createStream("commits", 2);
            server.stop();
            run(
                    """
                    announce:
                      files: false
                      timeout: 1 s
                      on-failure: defer
                      kinesis: {stream: commits, endpoint: '%s'}
                    """
                            .formatted(server.endpoint()));
            LogDirectory log = LogDirectory.below(directory.resolve("out").toUri());
            assertThat(log.pending()).isNotEmpty();
            assertThat(commits("announce")).as("while the server is down").isEqualTo(ExitCode.FAILED);
            assertThat(screen.err()).contains("on the stream commits failed");

            assertThat(commits("ls")).as("while the server is down").isEqualTo(ExitCode.FAILED);
            assertThat(screen.err()).contains("reading the commit log failed");

            server.restart();
            assertThat(commits("announce")).isEqualTo(ExitCode.OK);
            assertThat(lastLine()).matches("\\d+ announcements sent");
            assertThat(log.pending()).isEmpty();
            assertThat(commits("announce", "--output", "json")).isEqualTo(ExitCode.OK);
            assertThat(lastLine()).isEqualTo("{\"announced\":0}");

            assertThat(commits("tail", "--no-follow", "--output", "json")).isEqualTo(ExitCode.OK);
            assertThat(screen.out().lines().filter(line -> line.startsWith("{\"kind\":\"file\"")))
                    .hasSameSizeAs(files());
            assertThat(commits("verify")).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void aPipelineThatAnnouncesNothingHasNoLog() throws Exception {
        write("");
        assertThat(commits("ls")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("announce: nothing is announced by this pipeline, so there is no log");
        write("announce: {}");
        assertThat(commits("tail", "--log", "stream")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("announce.kinesis is not configured, so there is no log on a stream");
        assertThat(commits("tail", "--since", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected a duration such as '10 min', but got 'soon'");
    }

    private ExitCode commits(String command, String... options) {
        String[] args = Stream.concat(Stream.of("commits", command, pipeline.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Main.execute(screen.plain(), (env, config, file) -> {}, args);
    }

    private String lastLine() {
        return screen.out().lines().reduce((first, second) -> second).orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("out"))) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void write(String announce) throws IOException {
        Files.writeString(
                pipeline,
                """
                name: announced
                parallelism: 1
                source:
                  files:
                    path: %1$s/in
                decode:
                  schema: row.avsc
                route:
                  event-time:
                    field: at
                output:
                  files:
                    path: %1$s/out
                dead-letter:
                  path: %1$s/dead
                checkpoint:
                  interval: 200 ms
                  directory: %1$s/checkpoints
                %2$s
                """
                        .formatted(directory, announce));
    }

    private void run(String announce) throws Exception {
        write(announce);
        PipelineConfig config =
                ConfigLoader.parse(Files.readString(pipeline), "pipeline.yaml", Map.of(), variable -> null);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Pipeline.build(env, config, SchemaLoader.in(directory), PipelineEnds.of(config, lines -> {}));
        env.execute();
    }
}
