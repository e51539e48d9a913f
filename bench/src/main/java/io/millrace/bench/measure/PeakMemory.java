package io.millrace.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Polls the resident size of a process's descendants. Linux keeps each one's peak, so polling may be slow. */
final class PeakMemory implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;

    private final ProcessHandle root;
    private final Thread thread;

    private volatile long peakKib;

    PeakMemory(ProcessHandle root) {
        this.root = root;
        this.thread = new Thread(this::poll, "peak-memory");
        thread.setDaemon(true);
        thread.start();
    }

    double mib() {
        return Math.round(peakKib / 102.4) / 10.0;
    }

    private void poll() {
        try {
            while (root.isAlive()) {
                peakKib = Math.max(peakKib, residentPeakKib(root.descendants().toList()));
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static long residentPeakKib(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(PeakMemory::residentPeakKib).sum();
    }

    private static long residentPeakKib(ProcessHandle process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // It has ended in between.
        }
        return 0;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
