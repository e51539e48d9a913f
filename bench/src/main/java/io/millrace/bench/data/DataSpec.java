package io.millrace.bench.data;

/**
 * Which input: the same spec gives the same bytes on every machine. Bad lines stand between the good ones, which they
 * leave as they are, so that with and without them the same rows come out.
 */
public record DataSpec(DataSet data, long seed, long bytes, double badShare) {

    private static final long LARGEST_FILE = 128_000_000;
    private static final int FEWEST_FILES = 4;

    public DataSpec {
        if (bytes <= 0) {
            throw new IllegalArgumentException("the size of the data must be above 0, but is " + bytes);
        }
        if (!(badShare >= 0 && badShare < 0.5)) {
            throw new IllegalArgumentException("the share of bad lines must be from 0 to 0.5, but is " + badShare);
        }
    }

    public DataSpec withoutBadLines() {
        return new DataSpec(data, seed, bytes, 0);
    }

    int files() {
        return (int) Math.max(FEWEST_FILES, (bytes + LARGEST_FILE - 1) / LARGEST_FILE);
    }

    /** The name of its directory. */
    String directory() {
        String name = data + "-seed" + seed + "-" + bytes / 1000 + "kB";
        return badShare == 0 ? name : name + "-bad" + badShare;
    }
}
