package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.Directory;
import io.millrace.job.config.Directory.TimePart;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.flink.table.data.RowData;

/**
 * Directories that are called after parts of the event time in a zone, or always the same.
 *
 * <p>{@code java.time} is asked once per hour that comes up, not per record: the answer is kept with the span of
 * instants for which it holds, which ends at the hour's end or at a change of the zone's offset. Spans are found by the
 * quarter of an hour that an instant is in, the finest step of all offsets in use today, so that records of many hours
 * at once do not push each other out.
 */
final class TimePartitioner implements Partitioner {

    private static final long serialVersionUID = 1L;
    private static final long MICROS = 1_000_000;
    private static final long QUARTER = 900 * MICROS;

    /** Half a year of quarters of an hour: 64 KiB. */
    private static final int SLOTS = 1 << 14;

    private final ZoneId zone;
    private final List<Directory> directories;
    private transient Span[] spans;

    /** @param directories texts and parts of the time, at least one of these */
    TimePartitioner(ZoneId zone, List<Directory> directories) {
        this.zone = requireNonNull(zone, "zone");
        this.directories = List.copyOf(directories);
    }

    @Override
    public String partition(RowData row, long eventTimeMicros) {
        if (spans == null) {
            spans = new Span[SLOTS];
        }
        int slot = (int) Math.floorDiv(eventTimeMicros, QUARTER) & (SLOTS - 1);
        Span span = spans[slot];
        if (span == null || eventTimeMicros < span.from || eventTimeMicros >= span.to) {
            span = spanOf(eventTimeMicros);
            spans[slot] = span;
        }
        return span.partition;
    }

    private Span spanOf(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        Instant instant = Instant.ofEpochSecond(second);
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, offset);
        long hourStart = second - local.getMinute() * 60L - local.getSecond();
        long from = hourStart;
        long to = hourStart + 3600;
        // The next nanosecond, because a change at this very instant is already behind it.
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        if (before != null) {
            from = Math.max(from, before.toEpochSecond());
        }
        ZoneOffsetTransition after = rules.nextTransition(instant);
        if (after != null) {
            to = Math.min(to, after.toEpochSecond());
        }
        return new Span(from * MICROS, to * MICROS, partition(local));
    }

    /** One object for all hours of a day, where hours do not count. */
    private String partition(LocalDateTime time) {
        StringJoiner path = new StringJoiner("/");
        for (Directory directory : directories) {
            String value = directory instanceof Directory.Time part
                    ? value(part.part(), time)
                    : ((Directory.Text) directory).text();
            path.add(directory.column().map(column -> column + "=").orElse("") + value);
        }
        return path.toString().intern();
    }

    private static String value(TimePart part, LocalDateTime time) {
        return switch (part) {
            case YEAR -> digits(4, time.getYear());
            case MONTH -> digits(2, time.getMonthValue());
            case DAY -> digits(2, time.getDayOfMonth());
            case HOUR -> digits(2, time.getHour());
            case DATE ->
                digits(4, time.getYear())
                        + '-'
                        + digits(2, time.getMonthValue())
                        + '-'
                        + digits(2, time.getDayOfMonth());
        };
    }

    private static String digits(int width, int number) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    /** The instants, from (inclusive) and to (exclusive), that belong to one partition. */
    private record Span(long from, long to, String partition) {}
}
