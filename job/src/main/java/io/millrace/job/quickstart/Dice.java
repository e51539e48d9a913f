package io.millrace.job.quickstart;

/**
 * The random numbers of one event: SplitMix64, written out so that a seed means the same bytes on every Java runtime.
 */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** The numbers that belong to {@code index} under {@code seed}; independent of every other pair. */
    Dice(long seed, long index) {
        state = mix(mix(seed + GOLDEN) + index * GOLDEN);
    }

    /** 64 random bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0, inclusive, to 1, exclusive. */
    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** From 0, inclusive, to {@code bound}, exclusive. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }

    /** One of these, each as likely as the others. */
    @SafeVarargs
    final <T> T pick(T... values) {
        return values[below(values.length)];
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
