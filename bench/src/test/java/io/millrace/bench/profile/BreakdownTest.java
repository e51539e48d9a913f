package io.millrace.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.bench.measure.ThreadTimes.Thread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BreakdownTest {

    private static final Offset<Double> NEARLY = within(1e-9);

    @TempDir
    private Path directory;

    @Test
    void theCpuOfAThreadIsSharedByItsSamplesAndTheRestIsCalledSo() {
        Samples decodes = new Samples();
        add(60, () -> decodes.addJava(Part.DECODE));
        add(20, () -> decodes.addJava(Part.ENCODE));

        Map<Part, Double> cpu = Breakdown.of(
                        new Recording.Content(0.01, 0.01, Map.of(7L, decodes)),
                        List.of(
                                new Thread(7, "Source (1/2)#0", 4),
                                new Thread(8, "C2 CompilerThre", 2),
                                new Thread(9, "GC Thread#0", 1),
                                new Thread(10, "VM Thread", 0.5)),
                        8)
                .cpuSeconds();

        assertThat(cpu.get(Part.DECODE)).isEqualTo(3, NEARLY);
        assertThat(cpu.get(Part.ENCODE)).isEqualTo(1, NEARLY);
        assertThat(cpu.get(Part.JIT)).isEqualTo(2, NEARLY);
        assertThat(cpu.get(Part.GC)).isEqualTo(1, NEARLY);
        assertThat(cpu.get(Part.REST)).isEqualTo(1, NEARLY);
    }

    @Test
    void aNativeSampleStandsForMoreThanOneOfJavaCode() {
        Samples samples = new Samples();
        add(100, () -> samples.addJava(Part.ENCODE));
        add(20, () -> samples.addNative(Part.COMPRESS));

        assertThat(samples.divide(6, 0.01, 0.1)).containsEntry(Part.ENCODE, 2.0).containsEntry(Part.COMPRESS, 4.0);
    }

    @Test
    void aThreadThatOnlyWaitsInNativeCodeCostsNothing() {
        Samples samples = new Samples();
        add(1000, () -> samples.addNative(Part.FLINK));

        assertThat(samples.divide(0, 0.01, 0.02)).containsEntry(Part.FLINK, 0.0);
    }

    @Test
    void aRecordingOfAJavaProcessHasItsSamples() throws Exception {
        Recording recording = Recording.in(directory);
        Path source = Files.writeString(
                directory.resolve("Busy.java"),
                """
                class Busy {
                    public static void main(String[] arguments) {
                        long end = System.nanoTime() + 1_500_000_000L;
                        int sum = 0;
                        while (System.nanoTime() < end) {
                            for (int i = 0; i < 100_000; i++) {
                                sum += Integer.toString(i).hashCode();
                            }
                        }
                        System.out.println(sum);
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, recording.javaOption(), source.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(recording.read().byThread().values().stream()
                        .mapToInt(Samples::count)
                        .sum())
                .isPositive();
    }

    @Test
    void whatASampleStandsForIsSeenFromAThreadThatAlwaysWaits() {
        Samples waits = new Samples();
        add(4, () -> waits.addNative(Part.OTHER));
        Set<Instant> looks = new HashSet<>();
        for (int i = 0; i <= 8; i++) {
            looks.add(Instant.EPOCH.plusMillis(5 * i));
        }

        Recording.Content content = Recording.content(looks, Map.of(7L, waits));

        assertThat(content.javaSeconds()).isEqualTo(0.013, NEARLY);
        assertThat(content.nativeSeconds()).isEqualTo(0.01, NEARLY);
    }

    private static void add(int times, Runnable sample) {
        for (int i = 0; i < times; i++) {
            sample.run();
        }
    }
}
