package io.millrace.udf.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * Times as producers send them: RFC 3339 ({@code 2026-03-02T06:00:00.123456789Z}), without a zone and then in UTC ({@code
 * 2026-03-02 06:00:00}), or a number of seconds since 1970, with or without a fraction. What is finer than a nanosecond is
 * cut off.
 */
public final class WireTime {

    /** The seconds of any {@link Instant} have fewer digits. */
    private static final int MOST_DIGITS = 18;

    private static final int DATE = "2006-01-02".length();

    private WireTime() {}

    /**
     * The time in a field that came as any JSON value.
     *
     * @param field what an error calls it
     * @param json null for none
     * @return null for none
     * @throws IllegalArgumentException when it is no time in one of the three forms
     */
    public static Instant parse(String field, String json) {
        return json == null ? null : parse(field, WireJson.read(field, json));
    }

    /**
     * The time in a JSON value.
     *
     * @throws IllegalArgumentException when it is no time in one of the three forms
     */
    public static Instant parse(String field, JsonNode value) {
        try {
            if (value.isTextual()) {
                return ofText(value.textValue());
            }
            if (value.isNumber()) {
                return ofSeconds(value.decimalValue());
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(unfit(field, value) + " that is none", e);
        }
        throw new IllegalArgumentException(unfit(field, value));
    }

    private static String unfit(String field, JsonNode value) {
        return field + ": expected a time as RFC 3339, as '2006-01-02 15:04:05', or as a number of seconds, but found "
                + WireJson.kind(value);
    }

    private static Instant ofText(String text) {
        if (text.length() <= DATE || text.charAt(DATE) != ' ') {
            return OffsetDateTime.parse(text).toInstant();
        }
        String iso = text.substring(0, DATE) + 'T' + text.substring(DATE + 1);
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    }

    private static Instant ofSeconds(BigDecimal seconds) {
        // Asked first: 1e1000000000 would fill the heap.
        if ((long) seconds.precision() - seconds.scale() > MOST_DIGITS) {
            throw new ArithmeticException("too many digits");
        }
        BigDecimal floor = seconds.setScale(0, RoundingMode.FLOOR);
        BigInteger nanos = seconds.subtract(floor).movePointRight(9).toBigInteger();
        return Instant.ofEpochSecond(floor.longValueExact(), nanos.longValueExact());
    }
}
