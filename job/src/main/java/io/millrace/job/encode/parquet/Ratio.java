package io.millrace.job.encode.parquet;

/** How many bytes one byte of a kind of page becomes, as seen so far. */
final class Ratio {

    private static final double WEIGHT_OF_NEWEST = 0.5;

    private double value;
    private boolean learned;

    /** @param guess the ratio until something is seen */
    Ratio(double guess) {
        value = guess;
    }

    /** Remembers a page that was written. */
    void learn(long raw, long compressed) {
        double newest = (double) compressed / raw;
        value = learned ? value + WEIGHT_OF_NEWEST * (newest - value) : newest;
        learned = true;
    }

    /** Remembers a try on a page that is still being filled, for as long as there is nothing better. */
    void tried(long raw, long compressed) {
        if (!learned) {
            value = (double) compressed / raw;
        }
    }

    boolean isLearned() {
        return learned;
    }

    double estimate(long raw) {
        return raw * value;
    }
}
