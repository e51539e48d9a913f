package io.millrace.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.system.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {

    @TempDir
    private Path directory;

    @Test
    void theCpuTimeOfChildrenOfTheChildCounts() throws Exception {
        Measured measured =
                run("for i in 1 2; do bash -c 'for ((i = 0; i < 200000; i++)); do :; done'; done; sleep 0.5");

        assertThat(measured.exitCode()).isZero();
        assertThat(measured.cpuSeconds()).isBetween(0.1, 30.0);
        assertThat(measured.wallSeconds()).isGreaterThan(0.5 + measured.cpuSeconds() * 0.5);
    }

    @Test
    void thePeakIsThatOfTheWholeTree() throws Exception {
        // A shell that holds 30 MB, and a child of it that holds them too.
        Measured measured = run("x=$(head -c 30000000 /dev/zero | tr '\\0' x); (y=${x}y; sleep 0.6); sleep 0.6");

        assertThat(measured.peakMib()).isGreaterThan(60);
    }

    @Test
    void theExitCodeAndTheOutputAreKept() throws Exception {
        assertThat(run("echo $NAME; echo sorry >&2; exit 3").exitCode()).isEqualTo(3);
        assertThat(directory.resolve("log")).hasContent("here\nsorry");
    }

    @Test
    void aChildThatIsKilledIsMeasuredToo() throws Exception {
        Measured measured = run("kill -KILL $$");

        assertThat(measured.exitCode()).isEqualTo(137);
        assertThat(measured.cpuSeconds()).isLessThan(10);
    }

    private Measured run(String script) throws Exception {
        Command command = new Command(List.of("bash", "-c", script), Map.of("NAME", "here"));
        return new Child(command, directory, directory.resolve("log")).run();
    }
}
