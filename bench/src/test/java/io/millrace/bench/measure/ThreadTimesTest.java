package io.millrace.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.system.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThreadTimesTest {

    @TempDir
    private Path directory;

    @Test
    void aNameMayHoldBracketsAndSpaces() {
        assertThat(ThreadTimes.parse("4711 (sink) (1/2)) S 1 1 1 0 -1 4194368 1 0 0 0 250 50 0 0 20 0\n"))
                .isEqualTo(new ThreadTimes.Thread(4711, "sink) (1/2)", 3.0));
    }

    @Test
    void theTimesOfAllThreadsOfAChildAreSeen() throws Exception {
        ThreadTimes times = new ThreadTimes();
        Command command = new Command(
                List.of("bash", "-c", "for ((i = 0; i < 300000; i++)); do :; done; sleep 0.6; true"), Map.of());

        new Child(command, directory, directory.resolve("log")).run(times);

        assertThat(times.all())
                .anySatisfy(thread -> assertThat(thread.cpuSeconds()).isGreaterThan(0.05))
                .extracting(ThreadTimes.Thread::name)
                .contains("bash");
    }
}
