package io.millrace.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The CPU time of every thread, as it was when last seen. */
public final class ThreadTimes implements Watcher {

    /** A thread by the operating system's number and name, which has at most 15 characters. */
    public record Thread(long id, String name, double cpuSeconds) {}

    /** What Linux tells programs, whatever it counts with itself. */
    private static final double TICKS_PER_SECOND = 100;

    private final Map<Long, Thread> threads = new ConcurrentHashMap<>();

    public Collection<Thread> all() {
        return List.copyOf(threads.values());
    }

    @Override
    public void look(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(tasks)) {
                directories.forEach(this::see);
            } catch (NoSuchFileException e) {
                // The process has ended in between.
            }
        }
    }

    private void see(Path task) {
        try {
            Thread thread = parse(Files.readString(task.resolve("stat")));
            threads.put(thread.id(), thread);
        } catch (IOException e) {
            // The thread has ended in between.
        }
    }

    /** {@code 4711 (GC Thread#0) S 1 …}: the name may hold anything, and ends at the last bracket. */
    static Thread parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] rest = stat.substring(close + 2).split(" ", -1);
        double ticks = Long.parseLong(rest[11]) + Long.parseLong(rest[12]);
        return new Thread(
                Long.parseLong(stat.substring(0, open).strip()),
                stat.substring(open + 1, close),
                ticks / TICKS_PER_SECOND);
    }
}
