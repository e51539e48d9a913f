package io.millrace.job.decode.json;

import io.millrace.job.decode.common.Bytes;

/**
 * Reads dates and times of RFC 3339 and the part of ISO 8601 around it, without an object for them: see the page on JSON
 * decoding for what is accepted. Keeps microseconds; finer digits are cut off.
 */
final class DateTimeText {

    /** No date or time: {@link #reason} says why. */
    static final long FAILED = Long.MIN_VALUE;

    static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int DAYS_FROM_YEAR_0_TO_1970 = 719_528;

    private String reason;
    private int next;

    /** What is wrong with the text that was read last. */
    String reason() {
        return reason;
    }

    /** A date, a time and an offset from UTC: microseconds since the epoch. */
    long instant(byte[] b, int from, int end) {
        long local = dateTime(b, from, end);
        if (local == FAILED) {
            return FAILED;
        }
        long offset = offset(b, next, end);
        return offset == FAILED ? FAILED : local - offset;
    }

    /** A date and a time without an offset: microseconds since 1970-01-01T00:00 of the same calendar. */
    long local(byte[] b, int from, int end) {
        long local = dateTime(b, from, end);
        return local == FAILED || next == end ? local : fail("there is something after the time");
    }

    /** A date: days since the epoch. */
    long date(byte[] b, int from, int end) {
        return end - from == 10 ? day(b, from) : fail("it is not a date as 2026-12-31");
    }

    /** A time of day: microseconds since midnight. */
    long time(byte[] b, int from, int end) {
        long time = timeOfDay(b, from, end);
        return time == FAILED || next == end ? time : fail("there is something after the time");
    }

    private long dateTime(byte[] b, int from, int end) {
        if (end - from < 16) {
            return fail("it is too short");
        }
        long day = day(b, from);
        if (day == FAILED) {
            return FAILED;
        }
        byte separator = b[from + 10];
        if (separator != 'T' && separator != 't' && separator != ' ') {
            return fail("there is no T between the date and the time");
        }
        long time = timeOfDay(b, from + 11, end);
        return time == FAILED ? FAILED : day * MICROS_PER_DAY + time;
    }

    private long day(byte[] b, int p) {
        int century = two(b, p);
        int yearOfCentury = two(b, p + 2);
        int month = two(b, p + 5);
        int day = two(b, p + 8);
        if ((century | yearOfCentury | month | day) < 0 || b[p + 4] != '-' || b[p + 7] != '-') {
            return fail("it does not begin with a date as 2026-12-31");
        }
        if (month < 1 || month > 12) {
            return fail("the month is not 01 to 12");
        }
        int year = century * 100 + yearOfCentury;
        boolean leap = (year & 3) == 0 && (yearOfCentury != 0 || (century & 3) == 0);
        int length = month == 2 ? leap ? 29 : 28 : 30 + ((month + (month >> 3)) & 1);
        if (day < 1 || day > length) {
            return fail("the month does not have that day");
        }
        int leapDays = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        int inYear = DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
        return year * 365L + leapDays + inYear - DAYS_FROM_YEAR_0_TO_1970;
    }

    /** Microseconds since midnight; afterwards {@link #next} is behind the time. */
    private long timeOfDay(byte[] b, int p, int end) {
        if (end - p < 5 || b[p + 2] != ':') {
            return fail("the time is not as 23:59:59");
        }
        int hour = two(b, p);
        int minute = two(b, p + 3);
        int second = 0;
        next = p + 5;
        if (next < end && b[next] == ':') {
            second = end - p < 8 ? -1 : two(b, p + 6);
            next = p + 8;
        }
        if ((hour | minute | second) < 0) {
            return fail("the time is not as 23:59:59");
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return fail(second == 60 ? "leap seconds are not supported" : "the time is not from 00:00:00 to 23:59:59");
        }
        long micros = ((hour * 60L + minute) * 60 + second) * 1_000_000;
        if (next < end && b[next] == '.' && next == p + 8) {
            int fraction = fraction(b, next + 1, end);
            return fraction < 0 ? FAILED : micros + fraction;
        }
        return micros;
    }

    private int fraction(byte[] b, int from, int end) {
        int micros = 0;
        int p = from;
        while (p < end && Bytes.isDigit(b[p])) {
            if (p - from < 6) {
                micros = micros * 10 + b[p] - '0';
            }
            p++;
        }
        next = p;
        if (p == from) {
            fail("there is no digit after the point");
            return -1;
        }
        for (int digits = p - from; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    /** The offset in microseconds of Z, +hh, +hhmm or +hh:mm, which must end at {@code end}. */
    private long offset(byte[] b, int p, int end) {
        if (p == end) {
            return fail("it has no offset from UTC");
        }
        if (end - p == 1 && (b[p] | 0x20) == 'z') {
            return 0;
        }
        int length = end - p;
        boolean signed = b[p] == '+' || b[p] == '-';
        if (!signed || (length != 3 && length != 5 && (length != 6 || b[p + 3] != ':'))) {
            return fail("the offset from UTC is not Z or as +01:00");
        }
        int hours = two(b, p + 1);
        int minutes = length == 3 ? 0 : two(b, end - 2);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return fail("the offset from UTC is not from -23:59 to +23:59");
        }
        long offset = (hours * 60L + minutes) * 60_000_000;
        return b[p] == '-' ? -offset : offset;
    }

    private long fail(String why) {
        reason = why;
        return FAILED;
    }

    /** Two digits as a number; negative when they are not digits. */
    private static int two(byte[] b, int p) {
        int tens = b[p] - '0';
        int ones = b[p + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }
}
