package io.millrace.job.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a process has cost, from its start to its end.
 *
 * @param wallSeconds on the clock
 * @param cpuSeconds of all its threads, as the kernel counts them
 */
public record MeasuredRun(double wallSeconds, double cpuSeconds) {

    /** A process that has ended has no CPU time any more, so it is looked at this often. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * Runs a command to its end.
     *
     * @param log what it prints
     * @throws IOException when its exit code is not 0
     */
    public static MeasuredRun of(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        Duration cpu = Duration.ZERO;
        try {
            while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                cpu = process.info().totalCpuDuration().orElse(cpu);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed; see " + log);
        }
        return new MeasuredRun((System.nanoTime() - start) / 1e9, cpu.toNanos() / 1e9);
    }

    /** What this cost more than another. */
    public MeasuredRun minus(MeasuredRun other) {
        return new MeasuredRun(wallSeconds - other.wallSeconds, cpuSeconds - other.cpuSeconds);
    }
}
