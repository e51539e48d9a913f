package io.millrace.bench.profile;

import java.util.EnumMap;
import java.util.Map;

/** How often a thread was seen at which part: running Java code, and inside native methods. */
final class Samples {

    private final Map<Part, Integer> java = new EnumMap<>(Part.class);
    private final Map<Part, Integer> inNative = new EnumMap<>(Part.class);

    void addJava(Part part) {
        java.merge(part, 1, Integer::sum);
    }

    void addNative(Part part) {
        inNative.merge(part, 1, Integer::sum);
    }

    int count() {
        return sum(java) + sum(inNative);
    }

    int nativeCount() {
        return sum(inNative);
    }

    /** Divides the thread's CPU seconds by what a sample of either kind stands for. */
    Map<Part, Double> divide(double cpuSeconds, double javaSeconds, double nativeSeconds) {
        Map<Part, Double> divided = new EnumMap<>(Part.class);
        double all = sum(java) * javaSeconds + sum(inNative) * nativeSeconds;
        java.forEach((part, count) -> divided.merge(part, cpuSeconds * count * javaSeconds / all, Double::sum));
        inNative.forEach((part, count) -> divided.merge(part, cpuSeconds * count * nativeSeconds / all, Double::sum));
        return divided;
    }

    private static int sum(Map<Part, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
