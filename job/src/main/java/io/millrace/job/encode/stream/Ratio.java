package io.millrace.job.encode.stream;

/** How many bytes compression makes of one byte, as learned from what was written so far. One thread. */
public final class Ratio {

    /** After so many bytes a file counts as much as all that was known before. */
    private static final double WEIGHT = 64 * 1024;

    private double value;

    private Ratio(double value) {
        this.value = value;
    }

    /**
     * What to expect before anything was written.
     *
     * @param value compressed bytes for each raw one; 1 without compression
     */
    public static Ratio expected(double value) {
        return new Ratio(value);
    }

    /** The ratio for a file of which so much is known already. */
    public double with(long raw, long compressed) {
        return (compressed + value * WEIGHT) / (raw + WEIGHT);
    }

    /** Remembers a file that was written. */
    public void learn(long raw, long compressed) {
        value = with(raw, compressed);
    }
}
