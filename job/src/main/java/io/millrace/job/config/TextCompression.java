package io.millrace.job.config;

/** The compression of a text file as a whole. */
public enum TextCompression implements Codec {
    NONE(null, ""),
    GZIP(CodecLevels.OF_GZIP, ".gz"),
    ZSTD(CodecLevels.OF_ZSTD, ".zst");

    private final CodecLevels levels;
    private final String extension;

    TextCompression(CodecLevels levels, String extension) {
        this.levels = levels;
        this.extension = extension;
    }

    @Override
    public CodecLevels levels() {
        return levels;
    }

    /** What it adds to a file's name, with its dot; empty for none. */
    public String extension() {
        return extension;
    }
}
