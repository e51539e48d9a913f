package io.millrace.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.data.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MillraceSystemTest {

    @TempDir
    private Path root;

    private MillraceSystem millrace;
    private Run run;

    @BeforeEach
    void prepare() throws IOException {
        millrace = new MillraceSystem(new Installation(root), Extras.NONE);
        run = new Run(DataSet.NARROW, Codec.ZSTD, 2, root.resolve("input"), Files.createDirectory(root.resolve("run")));
    }

    @Test
    void itIsRunWithAPipelineAndItsSchemaBesideIt() throws Exception {
        Command command = millrace.prepare(run);

        assertThat(command.line())
                .containsExactly(
                        root.resolve("bin/millrace").toString(),
                        "run",
                        run.work().resolve("pipeline.yaml").toString());
        assertThat(command.environment()).containsEntry("MILLRACE_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC");
        assertThat(run.work().resolve("pipeline.yaml"))
                .content()
                .contains("path: " + root.resolve("input") + "/**/*.jsonl", "field: at", "compression: zstd");
        assertThat(run.work().resolve("narrow.avsc")).content().isEqualTo(DataSet.NARROW.schemaJson());
    }

    @Test
    void aFunctionStandsInThePipelineAndItsJarOnTheClassPath() throws Exception {
        Installation installation = new Installation(root);
        Command command = new MillraceSystem(installation, Extras.function("pass-on")).prepare(run);

        assertThat(command.environment())
                .containsEntry("MILLRACE_CLASSPATH", installation.functions().toString());
        assertThat(run.work().resolve("pipeline.yaml")).content().contains("\ntransform:\n  - function: pass-on\n");
        assertThatThrownBy(installation::requireFunctions)
                .hasMessageContaining("functions.jar, which bench/run builds");
    }

    @Test
    void itIsRunWhenThePipelineIsValid() throws Exception {
        script("[[ $1 == validate && -f $2 ]]");

        assertThat(millrace.unavailable(run)).isEmpty();
    }

    @Test
    void aPipelineThatItRefusesIsAFailure() throws Exception {
        script("echo 'parallelism: too many'; exit 2");

        assertThatThrownBy(() -> millrace.unavailable(run)).hasMessageContaining("parallelism: too many");
    }

    private void script(String commands) throws IOException {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Path script = Files.writeString(bin.resolve("millrace"), "#!/usr/bin/env bash\n" + commands + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
