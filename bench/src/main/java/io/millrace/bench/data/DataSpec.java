package io.millrace.bench.data;

/**
 * Which input: the same spec gives the same bytes on every machine. Bad lines stand between the good ones, which they
 * leave as they are, so that with and without them the same rows come out.
 *
 * @param hours over how many the events' times are spread
 */
public record DataSpec(DataSet data, long seed, long bytes, double badShare, int hours) {

    /** One day: so many partitions are open all the time. */
    public static final int USUAL_HOURS = 24;

    /** Those that the generator knows the dates of. */
    private static final int MOST_HOURS = 24 * JsonLine.DAYS;

    private static final long MICROS_OF_HOUR = 3_600_000_000L;

    private static final long LARGEST_FILE = 128_000_000;
    private static final int FEWEST_FILES = 4;

    public DataSpec {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the size of the data must be above 0, but is " + bytes);
        }
        if (!(badShare >= 0 && badShare < 0.5)) {
            throw new IllegalArgumentException("the share of bad lines must be from 0 to 0.5, but is " + badShare);
        }
        if (hours < 1 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("the hours must be from 1 to " + MOST_HOURS + ", but are " + hours);
        }
    }

    public DataSpec(DataSet data, long seed, long bytes, double badShare) {
        this(data, seed, bytes, badShare, USUAL_HOURS);
    }

    public DataSpec withoutBadLines() {
        return new DataSpec(data, seed, bytes, 0, hours);
    }

    public DataSpec withHours(int otherHours) {
        return new DataSpec(data, seed, bytes, badShare, otherHours);
    }

    long spanMicros() {
        return hours * MICROS_OF_HOUR;
    }

    int files() {
        return (int) Math.max(FEWEST_FILES, (bytes + LARGEST_FILE - 1) / LARGEST_FILE);
    }

    /** The name of its directory. */
    String directory() {
        String name = data + "-seed" + seed + "-" + bytes / 1000 + "kB";
        if (hours != USUAL_HOURS) {
            name += "-hours" + hours;
        }
        return badShare == 0 ? name : name + "-bad" + badShare;
    }
}
