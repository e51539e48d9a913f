package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {

    private static final String FILES =
            """
            name: small
            source:
              files:
                path: %1$s/in
            decode:
              schema: small.avsc
            route:
              event-time: {field: at}
            output:
              files:
                path: %1$s/out
            announce: {}
            dead-letter:
              path: %1$s/dead
              breaker: {max-share: 0.5, window: 10}
            """;

    private static final String SQS = FILES.replace(
            "  files:\n    path: %1$s/in", "  sqs:\n    queue-url: http://localhost:1/000000000000/events");

    private final Screen screen = new Screen();

    @TempDir
    private Path directory;

    @BeforeEach
    void writePipeline() throws Exception {
        write(FILES);
        Files.writeString(
                directory.resolve("small.avsc"),
                """
                {"type": "record", "name": "Small", "fields": [
                  {"name": "id", "type": "long"},
                  {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}], "default": null}]}
                """);
        Files.createDirectories(directory.resolve("in"));
        input(
                "in/a.jsonl",
                "{\"id\":1,\"at\":\"2026-03-02T06:10:00Z\"}",
                "{\"id\":\"x\",\"at\":\"2026-03-02T06:10:00Z\"}",
                "{\"id\":2,\"at\":\"2026-03-02T06:20:00Z\"}",
                "{\"id\":3}",
                "{\"id\":4,\"at\":\"2026-03-02T07:00:00.5Z\"}");
    }

    @Test
    void itSaysWhatWouldBeWrittenWhereAndWhatWouldBeRejectedAndWritesNothing() throws Exception {
        List<Path> before = everything();

        assertThat(dryRun()).isEqualTo(ExitCode.OK);

        assertThat(screen.err()).isEmpty();
        assertThat(screen.out().replace(directory.toString(), "DIR"))
                .isEqualTo(
                        """
                        Dry run of small: all of its input. Nothing is written, deleted or announced.
                          read      5 records
                          filtered  0
                          rejected  2 → DIR/dead
                          rows      3 → DIR/out

                        Would be written to DIR/out:
                          partition      rows  input  event times
                          2026/03/02/06     2   72 B  2026-03-02T06:10:00Z to 2026-03-02T06:20:00Z
                          2026/03/02/07     1   38 B  2026-03-02T07:00:00.500Z to 2026-03-02T07:00:00.500Z

                        Would be rejected, to DIR/dead:
                          stage   kind           field  records  the first of them
                          decode  type-mismatch  id           1  DIR/in/a.jsonl bytes=37-74: expected a long, but found a string, at byte 6
                          route   route          at           1  DIR/in/a.jsonl bytes=113-120: the event time is absent: expected a time, but found null

                        The first rows:
                          {"id":1,"at":"2026-03-02T06:10:00.000000Z"}
                          {"id":2,"at":"2026-03-02T06:20:00.000000Z"}
                          {"id":4,"at":"2026-03-02T07:00:00.500000Z"}
                        """);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void ofSeveralTypesEachHasItsDirectory() throws Exception {
        write(
                FILES.replace(
                        """
                        decode:
                          schema: small.avsc
                        route:
                          event-time: {field: at}
                        """,
                        """
                        types:
                          - {name: timed, when: at, schema: small.avsc, route: {layout: date, event-time: {field: at}}}
                          - {name: other, when: id and kind=other, schema: small.avsc, route: {layout: flat}}
                        """));
        input("in/b.jsonl", "{\"id\":7,\"kind\":\"other\"}");

        assertThat(dryRun("--output", "json")).isEqualTo(ExitCode.OK);

        JsonNode json = new JsonMapper().readTree(screen.out());
        assertThat(json.get("partitions").findValuesAsText("partition")).containsExactly("other", "timed/2026/03/02");
        assertThat(json.get("partitions").findValuesAsText("rows")).containsExactly("1", "3");
        assertThat(json.get("rejections").findValuesAsText("kind")).containsExactly("type-mismatch", "unknown-type");
    }

    @Test
    void forProgramsItIsOneJsonObject() throws Exception {
        assertThat(dryRun("--output", "json", "--records", "2")).isEqualTo(ExitCode.OK);

        assertThat(screen.out().lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(screen.out());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "event",
                        "pipeline",
                        "records",
                        "complete",
                        "filtered",
                        "rejected",
                        "rows",
                        "output",
                        "deadLetters",
                        "partitions",
                        "rejections",
                        "stop");
        assertThat(json.get("event").asText()).isEqualTo("dry-run");
        assertThat(json.get("records").asInt()).isEqualTo(2);
        assertThat(json.get("complete").asBoolean()).isFalse();
        assertThat(json.get("output").asText()).isEqualTo(directory + "/out");
        assertThat(json.get("partitions"))
                .hasToString("[{\"partition\":\"2026/03/02/06\",\"rows\":1,\"inputBytes\":36,"
                        + "\"minEventTime\":\"2026-03-02T06:10:00Z\",\"maxEventTime\":\"2026-03-02T06:10:00Z\"}]");
        assertThat(json.get("rejections").get(0).get("kind").asText()).isEqualTo("type-mismatch");
        assertThat(json.get("rejections").get(0).get("firstPosition").asText()).isEqualTo("bytes=37-74");
        assertThat(json.get("stop").isNull()).isTrue();
    }

    @Test
    void aQueueOfDeadLettersIsNamedAndGetsNone() throws Exception {
        String queue = "http://localhost:1/000000000000/dead";
        write(FILES + "  sqs: {queue-url: '" + queue + "'}\n");

        assertThat(dryRun()).isEqualTo(ExitCode.OK);
        assertThat(screen.out()).contains("Would be rejected, to " + directory.resolve("dead") + " and " + queue + ":");

        Screen answer = new Screen();
        assertThat(run(answer, List.of("--output", "json"))).isEqualTo(ExitCode.OK);
        assertThat(new JsonMapper()
                        .readTree(answer.out())
                        .get("deadLetterQueue")
                        .asText())
                .isEqualTo(queue);
    }

    @Test
    void ofAQueueOrAStreamNothingIsTaken() throws Exception {
        write(SQS);
        assertThat(dryRun()).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("source.sqs: a dry run receives nothing from a queue", "--input FILE");

        write(FILES.replace("  files:\n    path: %1$s/in", "  kinesis:\n    stream: clicks\n    region: eu-west-1"));
        assertThat(dryRun()).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("source.kinesis: a dry run reads nothing from a stream");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void eachLineOfASampleIsAMessageSentWhenItsFileWasWritten() throws Exception {
        write(SQS.replace("{field: at}", "{field: at, fallback: message-time}"));
        Path sample = directory.resolve("sample.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(sample))) {
            out.write("{\"id\":1}\r\n\n{\"id\":2,\"at\":\"2026-03-02T06:10:00Z\"}".getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(sample, FileTime.from(Instant.parse("2026-03-01T12:00:00Z")));

        assertThat(dryRun("--input", sample.toString())).isEqualTo(ExitCode.OK);

        assertThat(screen.out())
                .contains("read      2 records", "2026/03/01/12     1    8 B", "2026/03/02/06     1   36 B");
    }

    @Test
    void aSampleEndsInTheMiddleOfItsFiles() throws Exception {
        String many = IntStream.range(0, 30_000)
                .mapToObj(id -> "{\"id\":" + id + ",\"at\":\"2026-03-02T06:10:00Z\"}")
                .collect(Collectors.joining("\n"));
        input("in/b.jsonl", many);
        write(SQS);

        for (List<String> from : List.of(
                List.<String>of(), List.of("--input", directory.resolve("in").toString()))) {
            Screen before = new Screen();
            write(from.isEmpty() ? FILES : SQS);
            List<String> flags = new ArrayList<>(List.of("--records", "20005"));
            flags.addAll(from);
            assertThat(run(before, flags)).as(before.err()).isEqualTo(ExitCode.OK);
            assertThat(before.out())
                    .startsWith("Dry run of small: the beginning of its input.")
                    .contains("read      20,005 records", "rows      20,003 → ");
        }
    }

    @Test
    void itStopsWhereTheJobWouldStopItself() throws Exception {
        input("in/a.jsonl", "1", "2", "3", "4", "5", "6", "7");

        assertThat(dryRun()).isEqualTo(ExitCode.REJECTED);

        assertThat(screen.out()).contains("rejected  6 → ", "The job would stop itself here: ");
    }

    @Test
    void whatCannotBeReadIsAFailure() {
        assertThat(dryRun("--input", directory.resolve("none").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(screen.err())
                .contains("millrace: the input cannot be read: ", "no file matches " + directory.resolve("none"));
    }

    @Test
    void whatDoesNotFitIsReportedAsARunReportsIt() throws Exception {
        write(FILES.replace("field: at", "field: id"));

        assertThat(dryRun()).isEqualTo(ExitCode.USAGE);

        assertThat(screen.err())
                .contains("small.yaml:8:16: route.event-time.field: ", "1 problem; nothing was started.");
    }

    @Test
    void flagsThatHaveNoMeaningTogetherAreRefused() {
        for (String[] flags : new String[][] {
            {"--fresh"},
            {"--web-port", "0"},
            {"--metrics-port", "0"},
            {"--health-port", "off"},
            {"--log-format", "json"}
        }) {
            assertThat(dryRun(flags)).isEqualTo(ExitCode.USAGE);
            assertThat(screen.err()).contains(flags[0] + " has no meaning beside --dry-run");
        }
        assertThat(dryRun("--records", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected a whole number of at least 1, but got '0'");
        assertThat(Main.execute(screen.plain(), new PipelineWiring(), "run", "x.yaml", "--input", "y"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("--dry-run");
    }

    private void write(String pipeline) throws Exception {
        Files.writeString(directory.resolve("small.yaml"), pipeline.formatted(directory));
    }

    private void input(String name, String... lines) throws Exception {
        Path file = Files.write(directory.resolve(name), List.of(lines));
        // Event times are plausible by the time of their file.
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-02T12:00:00Z")));
    }

    private ExitCode dryRun(String... flags) {
        return run(screen, List.of(flags));
    }

    private ExitCode run(Screen to, List<String> flags) {
        List<String> arguments =
                new ArrayList<>(List.of("run", directory.resolve("small.yaml").toString(), "--dry-run"));
        arguments.addAll(flags);
        return Main.execute(to.plain(), new PipelineWiring(), arguments.toArray(String[]::new));
    }

    private List<Path> everything() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }
}
