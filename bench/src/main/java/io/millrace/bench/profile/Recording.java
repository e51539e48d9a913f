package io.millrace.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording with nothing but samples of stacks. */
public final class Recording {

    /**
     * What a recording says.
     *
     * @param javaSeconds what a sample of Java code stands for
     * @param nativeSeconds what a sample of a native method stands for
     * @param byThread the samples of each thread, by its number in the operating system
     */
    record Content(double javaSeconds, double nativeSeconds, Map<Long, Samples> byThread) {}

    private static final double JAVA_PERIOD = 0.01;
    private static final double NATIVE_PERIOD = 0.002;

    private static final String JAVA = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final String SETTINGS =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.ExecutionSample"><setting name="enabled">true</setting><setting name="period">10 ms</setting></event>
              <event name="jdk.NativeMethodSample"><setting name="enabled">true</setting><setting name="period">2 ms</setting></event>
            </configuration>
            """;

    private final Path file;

    private Recording(Path file) {
        this.file = file;
    }

    /** To be made in a directory, by a Java process with {@link #javaOption}. */
    public static Recording in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("samples.jfc"), SETTINGS, UTF_8);
        return new Recording(directory.resolve("samples.jfr"));
    }

    public String javaOption() {
        return "-XX:StartFlightRecording=filename=" + file + ",settings=" + file.resolveSibling("samples.jfc");
    }

    Content read() throws IOException {
        Map<Long, Samples> byThread = new HashMap<>();
        Set<Instant> looks = new HashSet<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                add(event, byThread);
                if (event.getEventType().getName().equals(NATIVE)) {
                    looks.add(event.getStartTime());
                }
            }
        }
        return content(looks, byThread);
    }

    /**
     * At each look the recorder takes all threads that run Java code, but only the next of those that are in a native
     * method. Some thread waits in one all the time; how often it was seen tells what a native sample stands for. On a
     * busy machine the recorder comes late, to Java code as to native methods.
     */
    static Content content(Set<Instant> looks, Map<Long, Samples> byThread) {
        if (looks.size() < 2) {
            return new Content(JAVA_PERIOD, NATIVE_PERIOD, byThread);
        }
        List<Instant> sorted = looks.stream().sorted().toList();
        double seconds =
                Duration.between(sorted.get(0), sorted.get(sorted.size() - 1)).toNanos() / 1e9;
        double late = Math.max(0, seconds / (sorted.size() - 1) - NATIVE_PERIOD);
        int most =
                byThread.values().stream().mapToInt(Samples::nativeCount).max().orElse(1);
        return new Content(JAVA_PERIOD + late, seconds / most, byThread);
    }

    private static void add(RecordedEvent event, Map<Long, Samples> byThread) {
        boolean java = event.getEventType().getName().equals(JAVA);
        if (!java && !event.getEventType().getName().equals(NATIVE)) {
            return;
        }
        RecordedThread thread = event.getThread("sampledThread");
        if (thread == null || event.getStackTrace() == null) {
            return;
        }
        Samples samples = byThread.computeIfAbsent(thread.getOSThreadId(), id -> new Samples());
        Part part = stack(event).part();
        if (java) {
            samples.addJava(part);
        } else {
            samples.addNative(part);
        }
    }

    private static Stack stack(RecordedEvent event) {
        List<String> classes = event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        return new Stack(classes);
    }
}
