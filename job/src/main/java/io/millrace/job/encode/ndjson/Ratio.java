package io.millrace.job.encode.ndjson;

import io.millrace.job.config.NdjsonConfig;

/** How many bytes compression makes of one byte of text, as learned from what was written so far. */
final class Ratio {

    /** After so many bytes of text the text counts as much as all that was known before. */
    private static final double WEIGHT = 64 * 1024;

    private double value;

    private Ratio(double value) {
        this.value = value;
    }

    /** What to expect before anything was written. */
    static Ratio expected(NdjsonConfig.Compression compression) {
        return new Ratio(compression == NdjsonConfig.Compression.NONE ? 1 : 0.2);
    }

    /** The ratio for a file of which so much is known already. */
    double with(long text, long compressed) {
        return (compressed + value * WEIGHT) / (text + WEIGHT);
    }

    void learn(long text, long compressed) {
        value = with(text, compressed);
    }
}
