package io.millrace.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of all objects that live in a Java process: what its collector's log says is left after full collections that
 * are asked for. (A histogram of classes would count what is allocated meanwhile, when its own collection is left out.)
 */
public final class LiveHeap implements Watcher {

    /** A full collection by {@code jcmd} in the collector's log: what was used before, what is used after it. */
    private static final Pattern COLLECTION =
            Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M\\(\\d+M\\)");

    private static final long MIB = 1 << 20;

    /** The collector leaves a collection out, too, while native code holds an array. */
    private static final int TRIES = 20;

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private final String mainClass;
    private final Duration start;
    private final int enough;
    private final List<Long> bytes = new CopyOnWriteArrayList<>();

    private Instant next = Instant.MIN;

    private LiveHeap(String mainClass, Duration start, int enough) {
        this.mainClass = mainClass;
        this.start = start;
        this.enough = enough;
    }

    /** Every few seconds, from when the process with this main class has begun its work. */
    public static LiveHeap during(String mainClass, Duration start) {
        return new LiveHeap(mainClass, start, Integer.MAX_VALUE);
    }

    /** So many times; then the process is ended. */
    public static LiveHeap thenEnd(String mainClass, Duration start, int times) {
        return new LiveHeap(mainClass, start, times);
    }

    public int looks() {
        return bytes.size();
    }

    /** The median of what was counted; none when the process was too fast. */
    public OptionalLong median() {
        List<Long> sorted = new ArrayList<>(bytes);
        sorted.sort(null);
        return sorted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sorted.get(sorted.size() / 2));
    }

    @Override
    public void look(List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            if (isDue(process)) {
                collect(process).ifPresent(bytes::add);
                // Collections must stay a small part of the run.
                next = Instant.now().plus(start.dividedBy(2));
                if (bytes.size() >= enough) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private boolean isDue(ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        Instant now = Instant.now();
        return now.isAfter(next)
                && process.info().startInstant().orElse(now).plus(start).isBefore(now)
                && Files.readString(commandLine).contains(mainClass);
    }

    private OptionalLong collect(ProcessHandle process) throws IOException, InterruptedException {
        Path log = Files.createTempFile("live-heap", ".log");
        try {
            jcmd(process, "VM.log", "output=" + log, "what=gc=info");
            OptionalLong left = OptionalLong.empty();
            for (int i = 0; i < TRIES && left.isEmpty(); i++) {
                jcmd(process, "GC.run");
                left = left(Files.readString(log));
            }
            jcmd(process, "VM.log", "output=" + log, "what=all=off");
            return left;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static void jcmd(ProcessHandle process, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(JCMD, String.valueOf(process.pid())));
        words.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
        jcmd.getInputStream().readAllBytes();
        jcmd.waitFor();
    }

    /** The bytes that the last full collection of this log has left; none without one. */
    static OptionalLong left(String log) {
        OptionalLong left = OptionalLong.empty();
        for (Matcher collection = COLLECTION.matcher(log); collection.find(); ) {
            left = OptionalLong.of(Long.parseLong(collection.group(1)) * MIB);
        }
        return left;
    }
}
