package io.millrace.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.system.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveHeapTest {

    @TempDir
    private Path directory;

    @Test
    void theTotalIsTheLastLineOfTheHistogram() {
        assertThat(LiveHeap.total(" 1:  10  800  [B\nTotal        12345     67890123\n"))
                .hasValue(67890123);
        assertThat(LiveHeap.total("4711 -- no such process")).isEmpty();
    }

    @Test
    void whatLivesIsCountedAndTheProcessThenEnded() throws Exception {
        Path source = Files.writeString(
                directory.resolve("Holder.java"),
                """
                class Holder {
                    public static void main(String[] arguments) throws InterruptedException {
                        byte[] held = new byte[40_000_000];
                        Thread.sleep(60_000);
                        System.out.println(held.length);
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        LiveHeap heap = LiveHeap.thenEnd("Holder", Duration.ofSeconds(2), 2);

        Measured measured = new Child(
                        new Command(List.of(java, source.toString()), Map.of()), directory, directory.resolve("log"))
                .run(heap);

        assertThat(measured.exitCode()).isNotZero();
        assertThat(heap.looks()).isEqualTo(2);
        assertThat(heap.median().orElseThrow()).isBetween(40_000_000L, 90_000_000L);
    }
}
