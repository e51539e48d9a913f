package io.millrace.job.config;

/** One of a format's codecs. */
public sealed interface Codec permits ParquetConfig.Compression, AvroConfig.Compression, TextCompression {

    /** The levels that it knows; null for a codec that has none. */
    CodecLevels levels();

    /**
     * The level to use.
     *
     * @param given what the configuration says, or null
     * @return 0 for a codec that has none
     */
    default int level(Integer given) {
        return levels() == null ? 0 : levels().orStandard(given);
    }
}
