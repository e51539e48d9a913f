package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.testkit.GoldenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace schema}: what it prints, where, and with which code it ends. */
final class SchemaCommandTest {

    @TempDir
    private Path directory;

    private final Screen screen = new Screen();
    private String older;
    private String newer;

    @BeforeEach
    void schemas() throws IOException {
        older = write(
                "v1.avsc",
                """
                {"name": "id", "type": "int"},
                {"name": "gone", "type": "string"},
                {"name": "note", "type": ["null", "string"], "default": null}""");
        newer = write(
                "v2.avsc",
                """
                {"name": "id", "type": "long"},
                {"name": "note", "type": "string"},
                {"name": "origin", "type": "string", "default": "web"}""");
    }

    @Test
    void inferPrintsTheSchemaAndBesideItWhatIsUncertain() throws IOException {
        Path first = Files.writeString(
                directory.resolve("a.jsonl"),
                """
                {"id": 1, "price": 5.0, "at": "2026-03-02T06:00:00Z", "tags": [], "user-id": 7, "mixed": 1}

                {"id": 2, "price": 5.5, "at": "2026-03-02T07:00:00+01:00", "tags": [], "mixed": "one"}
                {"id": 3,
                """);
        Path second = directory.resolve("b.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(second))) {
            out.write("{\"id\": 18446744073709551615, \"price\": 6, \"geo\": {\"city\": null, \"lat\": 59.3}}"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(schema(
                        "infer", first.toString(), second.toString(), "--name", "Order", "--namespace", "com.example"))
                .isEqualTo(ExitCode.OK);

        new GoldenFile("schema-infer.avsc").assertHolds(screen.out().getBytes(StandardCharsets.UTF_8));
        new GoldenFile("schema-infer.txt")
                .assertHolds(
                        screen.err().replace(directory.toString(), "DIRECTORY").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatWasInferredDecodesAndMayBeTheFirstVersion() throws IOException {
        Path samples =
                Files.writeString(directory.resolve("samples.jsonl"), "{\"id\": 1}\n{\"id\": 2, \"more\": true}\n");
        assertThat(schema("infer", samples.toString())).isEqualTo(ExitCode.OK);
        Path inferred = Files.writeString(directory.resolve("inferred.avsc"), screen.out());

        assertThat(schema("check", inferred.toString(), inferred.toString(), "--mode", "full"))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void inferWithoutAFileOrARecordIsAMisuse() throws IOException {
        assertThat(schema("infer", directory + "/missing.jsonl")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).isEqualTo("there is no file " + directory + "/missing.jsonl\n");
        Path bad = Files.writeString(directory.resolve("bad.jsonl"), "[1]\n");
        assertThat(schema("infer", bad.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err())
                .endsWith(bad + ":1: not read: expected an object, but got array\n"
                        + "there is no record to infer a schema from\n");
        Path packed = Files.writeString(directory.resolve("bad.jsonl.gz"), "{}");
        assertThat(schema("infer", packed.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(screen.err()).contains(packed + " cannot be decompressed");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void checkSaysWhatKeepsASchemaFromFollowing() {
        assertThat(schema("check", older, newer)).isEqualTo(ExitCode.DIFFERENT);
        assertThat(schema("check", older, newer, "--mode", "forward")).isEqualTo(ExitCode.DIFFERENT);
        assertThat(schema("check", older, newer, "--mode", "none")).isEqualTo(ExitCode.OK);

        assertThat(screen.out().replace(directory.toString(), "DIR"))
                .isEqualTo(
                        """
                        DIR/v2.avsc cannot read records of DIR/v1.avsc: field 'note': the reader's string does not take \
                        the writer's null (type-mismatch)
                        1 problem
                        DIR/v1.avsc cannot read records of DIR/v2.avsc: field 'id': the reader's int does not take the \
                        writer's long (type-mismatch)
                        DIR/v1.avsc cannot read records of DIR/v2.avsc: field 'gone': the writer does not have it, and \
                        the reader has no default for it (reader-field-missing-default-value)
                        2 problems
                        DIR/v2.avsc may follow DIR/v1.avsc: none compatible
                        """);
    }

    @Test
    void checkForProgramsIsOneJsonObject() throws IOException {
        assertThat(schema("check", older, newer, "--output", "json")).isEqualTo(ExitCode.DIFFERENT);
        JsonNode json = new JsonMapper().readTree(screen.out());
        assertThat(json.get("mode").asText()).isEqualTo("backward");
        assertThat(json.get("compatible").asBoolean()).isFalse();
        assertThat(json.get("problems").get(0).get("reader").asText()).isEqualTo(newer);
        assertThat(json.get("problems").get(0).get("field").asText()).isEqualTo("note");
        assertThat(json.get("problems").get(0).get("rule").asText()).isEqualTo("type-mismatch");
    }

    @Test
    void diffIsALineForEachField() throws IOException {
        assertThat(schema("diff", older, older)).isEqualTo(ExitCode.OK);
        assertThat(screen.out()).isEmpty();
        assertThat(schema("diff", older, newer)).isEqualTo(ExitCode.DIFFERENT);
        assertThat(screen.out())
                .isEqualTo(
                        """
                        ~ id: int → long
                        ~ note: string? = null → string
                        + origin: string = web
                        - gone: string
                        """);
        Screen program = new Screen();
        assertThat(schema(program, "diff", older, newer, "--output", "json")).isEqualTo(ExitCode.DIFFERENT);
        JsonNode first = new JsonMapper().readTree(program.out()).get("changes").get(0);
        assertThat(first.toString())
                .isEqualTo("{\"change\":\"changed\",\"field\":\"id\",\"before\":\"int\",\"after\":\"long\"}");
    }

    @Test
    void aDirectoryOfVersionsStandsForTheNewest() {
        assertThat(schema("diff", older, directory.toString())).isEqualTo(ExitCode.DIFFERENT);
        assertThat(screen.out()).contains("+ origin");
    }

    @Test
    void whatIsNoSchemaIsAMisuse() {
        for (String command : new String[] {"check", "diff"}) {
            assertThat(schema(command, older, directory + "/v3.avsc")).isEqualTo(ExitCode.USAGE);
            assertThat(schema(command, older)).isEqualTo(ExitCode.USAGE);
        }
        assertThat(screen.err()).contains("there is no file " + directory + "/v3.avsc", "'NEW'");
        assertThat(schema("check", older, newer, "--mode", "sideways")).isEqualTo(ExitCode.USAGE);
    }

    private ExitCode schema(String command, String... args) {
        return schema(screen, command, args);
    }

    private static ExitCode schema(Screen screen, String command, String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "schema";
        all[1] = command;
        System.arraycopy(args, 0, all, 2, args.length);
        return Main.execute(screen.plain(), (env, config, file) -> {}, all);
    }

    private String write(String name, String fields) throws IOException {
        return Files.writeString(
                        directory.resolve(name),
                        "{\"type\": \"record\", \"name\": \"Order\", \"fields\": [" + fields + "]}")
                .toString();
    }
}
