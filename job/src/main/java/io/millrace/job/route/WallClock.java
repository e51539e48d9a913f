package io.millrace.job.route;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Turns times that name no zone into instants, as the clocks of one zone show them. A time that the clocks skip is moved
 * on by as much as they skip; of a time that they show twice the first is meant: both are what {@code java.time} does.
 */
final class WallClock implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long MICROS = 1_000_000;
    private static final int QUARTER = 900;
    private static final int SLOTS = 1024;
    private static final int UNSURE = Integer.MIN_VALUE;

    private final ZoneId zone;
    private transient long[] quarters;
    private transient int[] offsets;

    WallClock(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
    }

    /** The instant at which the clocks show {@code localMicros} since 1970-01-01T00:00, local time. */
    long toInstantMicros(long localMicros) {
        long second = Math.floorDiv(localMicros, MICROS);
        long fraction = Math.floorMod(localMicros, MICROS);
        return toInstantSecond(second) * MICROS + fraction;
    }

    private long toInstantSecond(long second) {
        if (offsets == null) {
            quarters = new long[SLOTS];
            java.util.Arrays.fill(quarters, Long.MIN_VALUE);
            offsets = new int[SLOTS];
        }
        long quarter = Math.floorDiv(second, QUARTER);
        int slot = (int) quarter & (SLOTS - 1);
        if (quarters[slot] != quarter) {
            quarters[slot] = quarter;
            offsets[slot] = offsetDuring(quarter);
        }
        int offset = offsets[slot];
        return offset == UNSURE ? local(second).atZone(zone).toEpochSecond() : second - offset;
    }

    /** The one offset that holds during a quarter of an hour; {@link #UNSURE} when clocks are changed in it. */
    private int offsetDuring(long quarter) {
        LocalDateTime first = local(quarter * QUARTER);
        LocalDateTime last = first.plusSeconds(QUARTER - 1);
        ZoneRules rules = zone.getRules();
        boolean sure = rules.getTransition(first) == null
                && rules.getTransition(last) == null
                && rules.getOffset(first).equals(rules.getOffset(last));
        return sure ? rules.getOffset(first).getTotalSeconds() : UNSURE;
    }

    private static LocalDateTime local(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }
}
