package io.millrace.job.config;

/**
 * How hard a codec can be told to try.
 *
 * @param lowest the quickest
 * @param highest the slowest, with the smallest files
 * @param standard where nothing is said
 */
public record CodecLevels(int lowest, int highest, int standard) {

    static final CodecLevels OF_GZIP = new CodecLevels(1, 9, 6);
    static final CodecLevels OF_ZSTD = new CodecLevels(1, 22, 3);
    static final CodecLevels OF_BROTLI = new CodecLevels(0, 11, 5);

    public CodecLevels {
        if (lowest > standard || standard > highest) {
            throw new IllegalArgumentException(
                    "expected " + lowest + " to be at most " + standard + ", and that at most " + highest);
        }
    }

    /** What is used where {@code given} is what the configuration says, or null. */
    int orStandard(Integer given) {
        return given == null ? standard : given;
    }
}
