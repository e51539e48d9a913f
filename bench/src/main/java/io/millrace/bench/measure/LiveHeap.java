package io.millrace.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** The bytes of all objects that live in a Java process, counted after full collections. */
public final class LiveHeap implements Watcher {

    /** The last line of the VM's histogram of classes: objects, bytes. */
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$", Pattern.MULTILINE);

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
                // The histogram's own collection is left out while native code, zstd's, holds an array; this one waits.
                jcmd(process, "GC.run");
                total(jcmd(process, "GC.class_histogram")).ifPresent(bytes::add);
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

    private static String jcmd(ProcessHandle process, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD, String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return text;
    }

    static OptionalLong total(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
    }
}
