package io.millrace.bench.measure;

import io.millrace.bench.system.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command in a process of its own, in a directory, with its output in a log. */
public final class Child {

    /** The shell's {@code time} counts the CPU of the command and of whatever that has waited for. */
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; { time \"${@:3}\" >\"$1\" 2>&1 </dev/null; } 2>\"$2\"";

    private final Command command;
    private final Path directory;
    private final Path log;

    public Child(Command command, Path directory, Path log) {
        this.command = command;
        this.directory = directory;
        this.log = log;
    }

    /** Runs it to its end. When the bench is stopped, so is the child. */
    public Measured run(Watcher... watchers) throws IOException, InterruptedException {
        Path times = directory.resolve("times");
        List<String> line = new ArrayList<>(List.of("bash", "-c", TIMED, "bench", log.toString(), times.toString()));
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().putAll(command.environment());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Thread stop = new Thread(() -> destroy(process.toHandle()));
        Runtime.getRuntime().addShutdownHook(stop);
        List<Watch> watches = Stream.of(watchers)
                .map(watcher -> new Watch(process.toHandle(), watcher))
                .toList();
        try (PeakMemory memory = new PeakMemory(process.toHandle())) {
            int exitCode = process.waitFor();
            for (Watch watch : watches) {
                watch.close();
            }
            // When a signal has ended the command, the shell says so before.
            List<String> lines = Files.readAllLines(times);
            String[] seconds = lines.get(lines.size() - 1).split(" ", -1);
            double cpu = Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]);
            return new Measured(
                    exitCode, Math.round(cpu * 1000) / 1000.0, Double.parseDouble(seconds[0]), memory.mib());
        } finally {
            destroy(process.toHandle());
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static void destroy(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
