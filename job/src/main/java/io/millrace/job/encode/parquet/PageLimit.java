package io.millrace.job.encode.parquet;

/** When pages end: after a number of rows, and after the row in which a column's page has become large. */
final class PageLimit {

    /** A column's page ends when it has so many values and nulls; a power of two. */
    static final int ENTRIES = 1 << 17;

    /** A column's page ends when its values take so many bytes. */
    final int bytes;

    /** All pages end after so many rows. */
    final int rows;

    private boolean reached;

    PageLimit(int bytes, int rows) {
        this.bytes = bytes;
        this.rows = rows;
    }

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
