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
    void whatLivesIsWhatTheLastFullCollectionHasLeft() {
        assertThat(
                        LiveHeap.left(
                                """
                        [8.1s][info][gc] GC(40) Pause Full (Diagnostic Command) 812M->301M(1200M) 210.100ms
                        [8.9s][info][gc] GC(41) Pause Young (Normal) (G1 Evacuation Pause) 700M->305M(1200M) 9.100ms
                        [9.1s][info][gc] GC(42) Pause Full (Diagnostic Command) 800M->270M(1200M) 210.100ms
                        [9.9s][info][gc] GC(43) Pause Young (Normal) (G1 Evacuation Pause) 700M->299M(1200M) 9.100ms
                        """))
                .hasValue(270L << 20);
        assertThat(LiveHeap.left("")).isEmpty();
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
