package io.millrace.job.encode.text;

/**
 * Dates and times in ISO 8601, without {@code java.time}, whose objects cost more than the rest of a row. A year beyond
 * four digits has a sign, as ISO 8601 asks.
 */
final class Times {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int DAYS_PER_CYCLE = 146_097;
    private static final long DAYS_TO_1970 = 719_468;

    private Times() {}

    /** A date, given as days since 1970-01-01. */
    static void date(TextBuffer out, long epochDay) {
        // Years begin in March here, so that the leap day is the last; cycles of 400 years have equal length.
        long days = epochDay + DAYS_TO_1970;
        long cycle = Math.floorDiv(days, (long) DAYS_PER_CYCLE);
        int day = (int) Math.floorMod(days, (long) DAYS_PER_CYCLE);
        int yearOfCycle = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        year(out, yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0));
        out.put('-');
        out.padded(month, 2);
        out.put('-');
        out.padded(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    }

    private static void year(TextBuffer out, long year) {
        if (year >= 0 && year <= 9999) {
            out.padded(year, 4);
        } else if (year > 9999) {
            out.put('+');
            out.number(year);
        } else {
            out.put('-');
            if (year >= -9999) {
                out.padded(-year, 4);
            } else {
                out.number(-year);
            }
        }
    }

    /** A time of day, given in {@code unitsPerSecond} since midnight: 1,000 or 1,000,000. */
    static void time(TextBuffer out, long units, int unitsPerSecond) {
        int second = (int) (units / unitsPerSecond);
        out.padded(second / 3600, 2);
        out.put(':');
        out.padded(second / 60 % 60, 2);
        out.put(':');
        out.padded(second % 60, 2);
        out.put('.');
        out.padded(units % unitsPerSecond, unitsPerSecond == 1000 ? 3 : 6);
    }

    /** A date and time without a zone, given in {@code unitsPerSecond} since 1970-01-01T00:00. */
    static void dateTime(TextBuffer out, long units, int unitsPerSecond) {
        long unitsPerDay = SECONDS_PER_DAY * unitsPerSecond;
        date(out, Math.floorDiv(units, unitsPerDay));
        out.put('T');
        time(out, Math.floorMod(units, unitsPerDay), unitsPerSecond);
    }
}
