package io.millrace.job.config;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) implements Serializable, Comparable<ByteSize> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,19})(?:\\s*([A-Za-z]+))?");
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative, but got " + bytes);
        }
    }

    /** Reads a number with a unit: {@code 128 MiB} (binary), {@code 5 MB} (decimal), {@code 900 KiB}; none is bytes. */
    public static ByteSize parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a size such as '128 MiB' or '5 MB', but got '" + text + "'");
        }
        String unit = parts.group(2) == null ? "b" : parts.group(2).toLowerCase(Locale.ROOT);
        Long factor = UNITS.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    "expected a unit of B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, but got '" + text + "'");
        }
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(parts.group(1)), factor));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("expected a size below 8 EiB, but got '" + text + "'", e);
        }
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest exact form that {@link #parse} reads back. */
    @Override
    public String toString() {
        String[] names = {"TiB", "GiB", "MiB", "KiB"};
        for (int i = 0; i < names.length; i++) {
            long factor = 1L << (40 - 10 * i);
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + " " + names[i];
            }
        }
        return bytes + " B";
    }
}
