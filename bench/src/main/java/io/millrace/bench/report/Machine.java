package io.millrace.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What results were measured on. */
public record Machine(String cpu, int cores, @JsonProperty("memory_gib") double memoryGib, String system, String java) {

    public static Machine here() throws IOException {
        return new Machine(
                value("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                gib(value("/proc/meminfo", "MemTotal")),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.vendor") + " " + Runtime.version());
    }

    private static double gib(String kib) {
        String digits = kib.replaceAll("\\D", "");
        return digits.isEmpty()
                ? 0
                : Double.parseDouble(String.format(Locale.ROOT, "%.1f", Long.parseLong(digits) / 1024.0 / 1024.0));
    }

    private static String value(String file, String key) throws IOException {
        for (String line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "unknown";
    }
}
