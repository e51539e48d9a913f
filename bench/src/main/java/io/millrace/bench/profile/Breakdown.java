package io.millrace.bench.profile;

import io.millrace.bench.measure.ThreadTimes;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** A process's CPU seconds by what they were spent on; they add up to those of the process. */
public record Breakdown(Map<Part, Double> cpuSeconds, int samples) {

    public static Breakdown of(Recording recording, ThreadTimes times, double processCpuSeconds) throws IOException {
        return of(recording.read(), times.all(), processCpuSeconds);
    }

    static Breakdown of(Recording.Content recording, Collection<ThreadTimes.Thread> threads, double processCpuSeconds) {
        Map<Part, Double> cpu = new EnumMap<>(Part.class);
        for (ThreadTimes.Thread thread : threads) {
            Samples seen = recording.byThread().get(thread.id());
            if (isCompiler(thread)) {
                cpu.merge(Part.JIT, thread.cpuSeconds(), Double::sum);
            } else if (isCollector(thread)) {
                cpu.merge(Part.GC, thread.cpuSeconds(), Double::sum);
            } else if (seen != null) {
                seen.divide(thread.cpuSeconds(), recording.javaSeconds(), recording.nativeSeconds())
                        .forEach((part, seconds) -> cpu.merge(part, seconds, Double::sum));
            }
        }
        double known = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
        cpu.put(Part.REST, Math.max(0, processCpuSeconds - known));
        return new Breakdown(
                cpu,
                recording.byThread().values().stream().mapToInt(Samples::count).sum());
    }

    /** Names as the VM gives them, of which the kernel keeps 15 characters. */
    private static boolean isCompiler(ThreadTimes.Thread thread) {
        return thread.name().startsWith("C1 Compiler") || thread.name().startsWith("C2 Compiler");
    }

    private static boolean isCollector(ThreadTimes.Thread thread) {
        return thread.name().startsWith("GC Thread") || thread.name().startsWith("G1 ");
    }
}
