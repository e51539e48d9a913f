package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a local run's log, read as a run reads it. */
final class LogFormatTest {

    private static final List<String> PROPERTIES = List.of("millrace.log", "millrace.log.format");

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @Test
    void asJsonALineIsAnEventWithItsErrorInIt() throws Exception {
        System.setProperty("millrace.log.format", "json");
        List<String> lines = log();

        assertThat(lines).hasSize(2);
        JsonNode event = new ObjectMapper().readTree(lines.get(1));
        assertThat(event.get("log.level").asText()).isEqualTo("ERROR");
        assertThat(event.get("log.logger").asText()).isEqualTo("io.millrace.test");
        assertThat(event.get("message").asText()).isEqualTo("it failed with \"quotes\"\nand a second line");
        assertThat(event.get("error.type").asText()).isEqualTo(IllegalStateException.class.getName());
        assertThat(event.get("error.stack_trace").asText())
                .contains("IllegalStateException: no room", "LogFormatTest.log");
    }

    @Test
    void elseItIsForAPerson() throws Exception {
        assertThat(log()).first().asString().matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  i\\.m\\.test \\[.+] it begins");
    }

    private List<String> log() throws Exception {
        Path file = directory.resolve("a.log");
        System.setProperty("millrace.log", file.toString());
        URI configuration = getClass().getResource("log4j2-cli.xml").toURI();
        try (LoggerContext context = new LoggerContext("test", null, configuration)) {
            context.start();
            context.getLogger("io.millrace.test").info("it begins");
            context.getLogger("io.millrace.test")
                    .error("it failed with \"quotes\"\nand a second line", new IllegalStateException("no room"));
            context.getLogger("org.apache.hadoop.Any").info("what nobody needs");
        }
        return Files.readAllLines(file);
    }
}
