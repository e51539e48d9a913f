package io.millrace.job.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500 ms}, {@code 10 s}, {@code 5 min}, {@code 1 h}, {@code 7 d}, or ISO 8601. */
public final class Durations {

    static final String UNITS = "ms, s, min, h and d";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) *(ms|s|min|h|d)");
    private static final Map<String, ChronoUnit> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("d", ChronoUnit.DAYS);
        BY_NAME.put("h", ChronoUnit.HOURS);
        BY_NAME.put("min", ChronoUnit.MINUTES);
        BY_NAME.put("s", ChronoUnit.SECONDS);
        BY_NAME.put("ms", ChronoUnit.MILLIS);
    }

    private Durations() {}

    /** The duration, when the text is one that is not negative. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            ChronoUnit unit = BY_NAME.get(parts.group(2));
            return Optional.of(Duration.of(Long.parseLong(parts.group(1)), unit));
        }
        if (!text.startsWith("P")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The shortest exact form that {@link #parse} reads back. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0 s";
        }
        for (Map.Entry<String, ChronoUnit> unit : BY_NAME.entrySet()) {
            Duration one = unit.getValue().getDuration();
            long count = duration.dividedBy(one);
            if (count > 0 && one.multipliedBy(count).equals(duration)) {
                return count + " " + unit.getKey();
            }
        }
        return duration.toString();
    }
}
