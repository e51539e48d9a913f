package io.millrace.bench.check;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hour that a partition's path names, as {@code 2026/03/02/07} or {@code day=2026-03-02/hour=7}. */
record HourDirectory(long epochHour) {

    private static final Pattern HOUR = Pattern.compile("(\\d{4})[-/](\\d{2})[-/](\\d{2})/(?:hour=)?(\\d{1,2})$");
    private static final long MICROS_OF_HOUR = 3_600_000_000L;

    static HourDirectory of(Path file) throws MismatchException {
        Matcher hour = HOUR.matcher(String.valueOf(file.getParent()));
        if (!hour.find()) {
            throw new MismatchException("a file in a directory of no hour: " + file);
        }
        LocalDateTime time = LocalDateTime.of(
                Integer.parseInt(hour.group(1)),
                Integer.parseInt(hour.group(2)),
                Integer.parseInt(hour.group(3)),
                Integer.parseInt(hour.group(4)),
                0);
        return new HourDirectory(time.toEpochSecond(ZoneOffset.UTC) / 3600);
    }

    boolean holds(long epochMicros) {
        return Math.floorDiv(epochMicros, MICROS_OF_HOUR) == epochHour;
    }
}
