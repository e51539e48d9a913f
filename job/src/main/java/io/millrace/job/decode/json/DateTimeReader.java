package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;
import io.millrace.job.record.Slots;

/** A date, a time of day or a timestamp: as text, or as a whole number in the unit of the Avro type. */
final class DateTimeReader extends TextReader {

    /** What is read. */
    enum Kind {
        INSTANT("a timestamp with an offset from UTC"),
        LOCAL("a timestamp without an offset from UTC"),
        DATE("a date"),
        TIME("a time of day");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }
    }

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final WholeNumber number;
    private final Kind kind;
    private final boolean millis;
    private final long smallest;
    private final long largest;

    /** @param millis true when the unit is the millisecond, false for the microsecond; for a date it is the day */
    DateTimeReader(Parts parts, boolean nullable, Kind kind, boolean millis) {
        super(parts, nullable, kind.expected);
        this.number = new WholeNumber(parts.number);
        this.kind = kind;
        this.millis = millis;
        smallest = switch (kind) {
            case INSTANT, LOCAL -> Long.MIN_VALUE;
            case DATE -> Integer.MIN_VALUE;
            case TIME -> 0;
        };
        largest = switch (kind) {
            case INSTANT, LOCAL -> Long.MAX_VALUE;
            case DATE -> Integer.MAX_VALUE;
            case TIME -> (millis ? MILLIS_PER_DAY : DateTimeText.MICROS_PER_DAY) - 1;
        };
    }

    @Override
    boolean text(byte[] array, int offset, int length, Slots out, int slot, int p) {
        DateTimeText text = parts.dateTime;
        int end = offset + length;
        long value =
                switch (kind) {
                    case INSTANT -> text.instant(array, offset, end);
                    case LOCAL -> text.local(array, offset, end);
                    case DATE -> text.date(array, offset, end);
                    case TIME -> text.time(array, offset, end);
                };
        if (value == DateTimeText.FAILED) {
            refuse(p, "a string that is none: " + text.reason());
            return false;
        }
        out.setWord(slot, millis ? Math.floorDiv(value, 1000L) : value);
        return true;
    }

    @Override
    int notText(byte[] b, int p, int end, Slots out, int slot) {
        if (!NumberToken.begins(Bytes.at(b, p, end))) {
            return other(b, p, end, out, slot);
        }
        int behind = number.read(b, p, end);
        if (behind < 0) {
            return behind;
        }
        if (number.problem() != null) {
            return refuse(p, number.problem());
        }
        if (number.value() < smallest || number.value() > largest) {
            return refuse(p, "a number that is none");
        }
        out.setWord(slot, number.value());
        return behind;
    }
}
