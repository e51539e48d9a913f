package io.millrace.job.announce;

/** An announcement is larger than a record of the stream may be, and there is no place for large payloads. */
public final class OversizedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String filePath;
    private final long size;

    OversizedRecordException(String filePath, long size, long limit) {
        super("the announcement of " + filePath + " has " + size + " bytes when compressed, more than the " + limit
                + " that a record of the stream may have; with a place for large payloads it would go there");
        this.filePath = filePath;
        this.size = size;
    }

    /** The file that could not be announced. */
    public String filePath() {
        return filePath;
    }

    /** The size of its announcement, in bytes: of the compressed data and the partition key. */
    public long size() {
        return size;
    }
}
