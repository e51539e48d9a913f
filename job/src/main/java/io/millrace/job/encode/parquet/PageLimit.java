package io.millrace.job.encode.parquet;

/** When pages end: after a number of rows, and after the row in which a column's page has become large. */
final class PageLimit {

    /** Few enough that a reader that looks for one row decodes little, enough that headers and indexes weigh nothing. */
    static final int ROWS = 10_000;

    /** A column's page ends when its values take so many bytes. */
    static final int BYTES = 1 << 20;

    /** A column's page ends when it has so many values and nulls; a power of two. */
    static final int ENTRIES = 1 << 17;

    private boolean reached;

    void reach() {
        reached = true;
    }

    /** True once after {@link #reach}. */
    boolean takeReached() {
        boolean was = reached;
        reached = false;
        return was;
    }
}
