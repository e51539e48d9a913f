package io.millrace.job.encode.parquet;

/**
 * The finished pages that all open files of a writer hold until their row groups end. When they are more than the limit,
 * row groups end earlier, so that neither the number of open partitions nor the time between checkpoints decides how much
 * memory a writer takes. One thread.
 */
final class PageMemory {

    /** A smaller row group costs its readers more than it saves. */
    private static final long SMALLEST_GROUP = 128 << 10;

    private final long limit;
    private long held;
    private int files;

    /** @param limit in bytes */
    PageMemory(long limit) {
        this.limit = limit;
    }

    void fileOpened() {
        files++;
    }

    void fileClosed() {
        files--;
    }

    /** A file holds so many bytes more, or less. */
    void changed(long bytes) {
        held += bytes;
    }

    /**
     * Whether a file that holds {@code bytes} should let them go. Half of an even share is enough: files that have stopped
     * growing keep theirs.
     */
    boolean asksFor(long bytes) {
        return held > limit && bytes >= Math.max(SMALLEST_GROUP, limit / (2L * files));
    }
}
