package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final Screen screen = new Screen();

    private ExitCode execute(String... args) {
        return Main.execute(screen.plain(), (env, config, file) -> {}, args);
    }

    @Test
    void versionNamesWhatWasBuilt() {
        assertThat(execute("version")).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .matches("Millrace \\d+\\.\\d+\\.\\d+\\S* \\(commit \\S+\\), Flink 2\\.\\d+\\.\\d+, Java 17.*\\R");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void versionForProgramsIsOneJsonObject() throws Exception {
        assertThat(execute("version", "--output", "json")).isEqualTo(ExitCode.OK);
        assertThat(new JsonMapper().readTree(screen.out()).fieldNames())
                .toIterable()
                .containsExactly("version", "commit", "flink", "java");
    }

    @Test
    void anUnknownCommandIsAMisuseWithASuggestion() {
        assertThat(execute("vershun")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("'vershun'", "millrace version", "Try 'millrace --help'");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void aWrongValueIsAMisuseThatNamesTheRightOnes() {
        assertThat(execute("version", "--output", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected text or json, but got 'xml'", "Try 'millrace version --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "test", "version"})
    void everyCommandHelps(String command) {
        for (String flag : List.of("--help", "-h")) {
            assertThat(execute(command, flag)).isEqualTo(ExitCode.OK);
        }
        assertThat(screen.out()).startsWith("Usage: millrace " + command).contains("-h, --help");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void validateSaysInWhichLineAPartDoesNotFit(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("small.yaml"),
                """
                name: small
                source:
                  sqs:
                    queue-url: http://localhost:9324/000000000000/events
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                route:
                  event-time:
                    field: event_id
                output:
                  stats: {}
                dead-letter:
                  path: out/dead
                """);

        assertThat(Main.execute(screen.plain(), new PipelineWiring(), "validate", file.toString()))
                .isEqualTo(ExitCode.USAGE);

        assertThat(screen.out())
                .startsWith(file + ":9:5: route.event-time.field: the event time has to be a timestamp or a date,"
                        + " but the field 'event_id' is ")
                .endsWith(file + ": 1 problem\n");
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("version");
    }
}
