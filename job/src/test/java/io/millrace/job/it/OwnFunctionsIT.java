package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.Launcher;
import io.millrace.job.testkit.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is not in Millrace's own tree. */
class OwnFunctionsIT {

    @TempDir
    private Path directory;

    private Path classes;

    @BeforeEach
    void aFunctionAndAPipeline() throws Exception {
        Path source = Files.writeString(
                directory.resolve("Own.java"),
                """
                import io.millrace.model.click.ClickEvent;
                import java.util.function.Consumer;

                public final class Own implements io.millrace.udf.RecordFunction<ClickEvent, ClickEvent> {
                    public String name() {
                        return "own";
                    }

                    public Class<ClickEvent> inputType() {
                        return ClickEvent.class;
                    }

                    public Class<ClickEvent> outputType() {
                        return ClickEvent.class;
                    }

                    public void apply(ClickEvent event, Consumer<ClickEvent> out) {
                        out.accept(event);
                    }
                }
                """);
        classes = Files.createDirectory(directory.resolve("classes"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", Processes.classPath(), "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.millrace.udf.RecordFunction"), "Own\n");
        Files.writeString(Files.createDirectory(directory.resolve("in")).resolve("events.jsonl"), "{}\n");
        Files.writeString(
                directory.resolve("pipeline.yaml"),
                """
                name: own
                source:
                  files:
                    path: %1$s/in/*.jsonl
                decode:
                  schema: class:io.millrace.model.click.ClickEvent
                transform:
                  - function: own
                output:
                  files:
                    path: %1$s/rows
                dead-letter:
                  path: %1$s/dead
                """
                        .formatted(directory));
    }

    @Test
    void theClassPathOfTheEnvironmentHasIt() throws Exception {
        try (Processes processes = new Processes(directory)) {
            Processes.Child with = validate(processes, "with", Map.of("MILLRACE_CLASSPATH", classes.toString()));
            assertThat(with.waitFor(2, TimeUnit.MINUTES)).as(with.output()).isZero();

            Processes.Child without = validate(processes, "without", Map.of());
            assertThat(without.waitFor(2, TimeUnit.MINUTES)).isNotZero();
            assertThat(without.output()).contains("no function is called 'own'");
        }
    }

    private Processes.Child validate(Processes processes, String name, Map<String, String> environment)
            throws Exception {
        String pipeline = directory.resolve("pipeline.yaml").toString();
        return Launcher.installed().start(processes, name, environment, List.of("validate", pipeline));
    }
}
