package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class MainTest {

    private final Screen screen = new Screen();

    @Test
    void versionNamesWhatWasBuilt() {
        assertThat(Main.execute(screen.plain(), "version")).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .matches("Millrace \\d+\\.\\d+\\.\\d+\\S* \\(commit \\S+\\), Flink 2\\.\\d+\\.\\d+, Java 17.*\\R");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void versionForProgramsIsOneJsonObject() throws Exception {
        assertThat(Main.execute(screen.plain(), "version", "--output", "json")).isEqualTo(ExitCode.OK);
        assertThat(new JsonMapper().readTree(screen.out()).fieldNames())
                .toIterable()
                .containsExactly("version", "commit", "flink", "java");
    }

    @Test
    void anUnknownCommandIsAMisuseWithASuggestion() {
        assertThat(Main.execute(screen.plain(), "vershun")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("'vershun'", "millrace version", "Try 'millrace --help'");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void aWrongValueIsAMisuseThatNamesTheRightOnes() {
        assertThat(Main.execute(screen.plain(), "version", "--output", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected text or json, but got 'xml'", "Try 'millrace version --help'");
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(Main.execute(screen.plain())).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("version");
    }
}
