package io.millrace.job.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Units {

    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Units() {}

    /** With separators: {@code 200,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and what it counts: {@code 1 file}, {@code 2 files}. */
    static String count(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /** In decimal units, three digits: {@code 12.3 MB}. */
    static String bytes(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 999.5 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, value, SIZES[unit]);
    }

    /** {@code 47 s}, {@code 12 min 5 s}, {@code 3 h 12 min}, {@code 2 d 3 h}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + rest(seconds % 60, " s");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h" + rest(seconds % 3600 / 60, " min");
        }
        return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3600, " h");
    }

    /** As a clock: {@code 01:05}, {@code 1:02:03}. */
    static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }

    private static String rest(long number, String unit) {
        return number == 0 ? "" : " " + number + unit;
    }
}
