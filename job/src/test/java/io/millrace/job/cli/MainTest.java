package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

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

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("version");
    }
}
