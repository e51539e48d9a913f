package io.millrace.job.decode.common;

import io.millrace.job.record.Slots;
import org.apache.avro.Schema;

/**
 * Puts numbers that count time into slots of one type, exactly: the kind of time must be the same, the unit may differ,
 * and what is finer than the type is cut off, as it is from JSON text.
 */
public final class TimeUnits {

    /** What is counted. */
    private enum Kind {
        DATE,
        TIME,
        INSTANT,
        LOCAL
    }

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final long multiplier;
    private final long divisor;
    private final long end;

    private TimeUnits(long multiplier, long divisor, long end) {
        this.multiplier = multiplier;
        this.divisor = divisor;
        this.end = end;
    }

    /** True when a type counts time. */
    public static boolean isTime(Schema type) {
        return kind(type) != null;
    }

    /**
     * From the numbers of one type to those of another.
     *
     * @param from a type that counts time, also in nanoseconds; or a plain number, which counts in the unit of {@code to}
     * @param to a type that counts time
     * @throws IllegalArgumentException when the two count different kinds of time
     */
    public static TimeUnits between(Schema from, Schema to) {
        if (kind(from) != null && kind(from) != kind(to)) {
            throw new IllegalArgumentException(
                    "a " + name(from) + " does not become a " + name(to) + ", which counts another kind of time");
        }
        long source = kind(from) == null ? perDay(to) : perDay(from);
        long target = perDay(to);
        long end = kind(to) == Kind.TIME ? target : 0;
        return target >= source ? new TimeUnits(target / source, 1, end) : new TimeUnits(1, source / target, end);
    }

    /** Why the number does not fit; null when it does, and then it is in the slot. */
    public String put(long value, Slots out, int slot) {
        if (Math.multiplyHigh(value, multiplier) != (value * multiplier) >> 63) {
            return "a number beyond the range of a long";
        }
        long converted = Math.floorDiv(value * multiplier, divisor);
        if (end > 0 && (converted < 0 || converted >= end)) {
            return "a number that is none";
        }
        out.setWord(slot, converted);
        return null;
    }

    private static Kind kind(Schema type) {
        return switch (name(type)) {
            case "date" -> Kind.DATE;
            case "time-millis", "time-micros" -> Kind.TIME;
            case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> Kind.INSTANT;
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" -> Kind.LOCAL;
            default -> null;
        };
    }

    /** The name as it stands in the schema: this version of Avro does not know the types in nanoseconds. */
    private static String name(Schema type) {
        String name = type.getProp("logicalType");
        return name == null ? "" : name;
    }

    private static long perDay(Schema type) {
        String name = name(type);
        if (name.equals("date")) {
            return 1;
        }
        if (name.endsWith("nanos")) {
            return NANOS_PER_DAY;
        }
        return name.endsWith("micros") ? NANOS_PER_DAY / 1_000 : NANOS_PER_DAY / 1_000_000;
    }
}
