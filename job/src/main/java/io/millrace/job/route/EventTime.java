package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import io.millrace.job.config.EventTimeConfig;
import io.millrace.job.record.FieldPath;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.ErrorKind;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

/** A record's event time: from a field, checked against the time at which the message was sent, or that time itself. */
final class EventTime implements Serializable {

    /** 0001-01-02T00:00Z: the year has four digits in every zone. */
    static final long MIN_MICROS = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond() * 1_000_000;

    /** 9999-12-31T00:00Z, likewise. */
    static final long MAX_MICROS = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final long serialVersionUID = 1L;
    private static final long NONE = Long.MIN_VALUE;
    private static final long DAY_MILLIS = 86_400_000L;

    private enum Kind {
        INSTANT,
        LOCAL,
        DATE
    }

    private final FieldPath field;
    private final Kind kind;
    private final int precision;
    private final WallClock clock;
    private final EventTimeConfig.Fallback fallback;
    private final boolean needed;
    private final Clock now;
    private final long maxAgeMicros;
    private final long maxAheadMicros;

    /**
     * @param needed false when no directory is called after it: where no field holds it, it may then be unknown
     * @param now the wall clock, looked at where the configuration says so
     * @throws IllegalArgumentException when the schema has no such field, or one that holds no time, naming it
     */
    EventTime(EventTimeConfig config, RecordSchema schema, boolean needed, Clock now) {
        field = config.field() == null ? null : schema.path(config.field());
        LogicalType type = field == null ? null : field.type();
        kind = type == null ? null : kind(field);
        precision = type instanceof LocalZonedTimestampType instant
                ? instant.getPrecision()
                : type instanceof TimestampType local ? local.getPrecision() : 0;
        clock = new WallClock(config.zone());
        fallback = config.fallback();
        this.needed = needed;
        this.now = requireNonNull(now, "now");
        maxAgeMicros = config.maxAge().toMillis() * 1000;
        maxAheadMicros = config.maxAhead().toMillis() * 1000;
    }

    /**
     * The event time in microseconds since the epoch, between {@link #MIN_MICROS} and {@link #MAX_MICROS}; {@link
     * RoutedRecord#NO_EVENT_TIME} when there is none and none is needed.
     *
     * @param sentAtMillis when the message was sent; negative when unknown, and then any time is plausible
     */
    long micros(RowData row, long sentAtMillis) throws UnroutableException {
        if (field == null) {
            return messageTime(sentAtMillis);
        }
        long micros = fieldMicros(row);
        if (micros != NONE && isPlausible(micros, sentAtMillis)) {
            return micros;
        }
        if (fallback != EventTimeConfig.Fallback.REJECT) {
            return fallback == EventTimeConfig.Fallback.WALL_CLOCK ? wallClock() : messageTime(sentAtMillis);
        }
        throw new UnroutableException(
                micros == NONE
                        ? rejection("the event time is absent", "a time", "null")
                        : rejection("the event time is not plausible", plausible(sentAtMillis), timeText(micros)));
    }

    private long fieldMicros(RowData row) {
        RowData holder = requireNonNull(field).holder(row);
        int position = field.position();
        if (holder == null || holder.isNullAt(position)) {
            return NONE;
        }
        return switch (kind) {
            case INSTANT -> micros(holder.getTimestamp(position, precision));
            case LOCAL -> toInstant(micros(holder.getTimestamp(position, precision)));
            case DATE -> toInstant(clamped(holder.getInt(position) * DAY_MILLIS, 0));
        };
    }

    private static long micros(TimestampData time) {
        return clamped(time.getMillisecond(), time.getNanoOfMillisecond());
    }

    /** Microseconds; what is beyond the range of times comes out just beyond it, instead of overflowing. */
    private static long clamped(long millis, int nanosOfMilli) {
        if (millis < MIN_MICROS / 1000) {
            return MIN_MICROS - 1;
        }
        return millis > MAX_MICROS / 1000 ? MAX_MICROS + 1 : millis * 1000 + nanosOfMilli / 1000;
    }

    private long toInstant(long localMicros) {
        return localMicros < MIN_MICROS || localMicros > MAX_MICROS ? localMicros : clock.toInstantMicros(localMicros);
    }

    private boolean isPlausible(long micros, long sentAtMillis) {
        if (micros < MIN_MICROS || micros > MAX_MICROS) {
            return false;
        }
        long sent = sentAtMillis * 1000;
        return sentAtMillis < 0 || micros >= sent - maxAgeMicros && micros <= sent + maxAheadMicros;
    }

    private long messageTime(long sentAtMillis) throws UnroutableException {
        if (sentAtMillis < 0 || sentAtMillis > MAX_MICROS / 1000) {
            if (field == null && fallback == EventTimeConfig.Fallback.WALL_CLOCK) {
                return wallClock();
            }
            if (field == null && !needed) {
                return RoutedRecord.NO_EVENT_TIME;
            }
            throw new UnroutableException(
                    Rejection.of(Stage.ROUTE, ErrorKind.ROUTE, "the source does not say when the message was sent"));
        }
        return sentAtMillis * 1000;
    }

    private long wallClock() {
        return now.millis() * 1000;
    }

    private Rejection rejection(String message, String expected, String actual) {
        return new Rejection(
                Stage.ROUTE, ErrorKind.ROUTE, message, requireNonNull(field).name(), expected, actual, List.of());
    }

    private String plausible(long sentAtMillis) {
        if (sentAtMillis < 0) {
            return "a time between " + timeText(MIN_MICROS) + " and " + timeText(MAX_MICROS);
        }
        long sent = sentAtMillis * 1000;
        return "a time between " + timeText(sent - maxAgeMicros) + " and " + timeText(sent + maxAheadMicros)
                + ", by the time at which the message was sent";
    }

    private static String timeText(long micros) {
        if (micros < MIN_MICROS) {
            return "a time before " + Instant.ofEpochSecond(MIN_MICROS / 1_000_000);
        }
        if (micros > MAX_MICROS) {
            return "a time after " + Instant.ofEpochSecond(MAX_MICROS / 1_000_000);
        }
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
                .toString();
    }

    private static Kind kind(FieldPath field) {
        LogicalType type = field.type();
        if (type instanceof LocalZonedTimestampType) {
            return Kind.INSTANT;
        }
        if (type instanceof TimestampType) {
            return Kind.LOCAL;
        }
        if (type instanceof DateType) {
            return Kind.DATE;
        }
        throw new IllegalArgumentException("the event time has to be a timestamp or a date, but the field '"
                + field.name() + "' is " + type.asSummaryString());
    }
}
