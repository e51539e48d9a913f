package io.millrace.job.schema.infer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * All texts that were seen at one place. Text is a date or a timestamp when every one is, and none is finer than a
 * microsecond; what is recognised here is a part of what the decoder reads as such.
 */
final class TextProfile {

    private static final Pattern TIME = Pattern.compile("(?<date>\\d{4}-\\d{2}-\\d{2})"
            + "(?:[T ](?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})(?:\\.\\d{1,6}0{0,3})?"
            + "(?<offset>Z|[+-](?:0\\d|1[0-7]):[0-5]\\d)?)?");

    /** What a text may be. */
    enum Form {
        /** {@code 2026-03-02T06:00:00.25+01:00}. */
        INSTANT,
        /** {@code 2026-03-02 06:00:00}. */
        LOCAL,
        /** {@code 2026-03-02}. */
        DATE,
        /** Anything else. */
        TEXT
    }

    private final Map<Form, Long> counts = new EnumMap<>(Form.class);
    private boolean offsets;

    void add(String text) {
        Matcher time = TIME.matcher(text);
        Form form = time.matches() ? form(time) : Form.TEXT;
        offsets |= form == Form.INSTANT && !time.group("offset").matches("Z|[+-]00:00");
        counts.merge(form, 1L, Long::sum);
    }

    private static Form form(Matcher time) {
        try {
            if (LocalDate.parse(time.group("date")).getYear() == 0) {
                return Form.TEXT;
            }
            if (time.group("hour") == null) {
                return Form.DATE;
            }
            LocalTime.of(
                    Integer.parseInt(time.group("hour")),
                    Integer.parseInt(time.group("minute")),
                    Integer.parseInt(time.group("second")));
            return time.group("offset") == null ? Form.LOCAL : Form.INSTANT;
        } catch (DateTimeException e) {
            // Looks like one, but there is no such day or time: it is text.
            return Form.TEXT;
        }
    }

    void add(TextProfile other) {
        other.counts.forEach((form, count) -> counts.merge(form, count, Long::sum));
        offsets |= other.offsets;
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What all of them are; {@link Form#TEXT} when they differ. */
    Form form() {
        return counts.size() == 1 ? counts.keySet().iterator().next() : Form.TEXT;
    }

    /** How many are dates or timestamps. */
    long times() {
        return count() - counts.getOrDefault(Form.TEXT, 0L);
    }

    /** True when an instant was seen with another offset than that of UTC. */
    boolean hasOffsets() {
        return offsets;
    }

    Schema type() {
        return switch (form()) {
            case INSTANT -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case LOCAL -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TEXT -> Schema.create(Schema.Type.STRING);
        };
    }
}
