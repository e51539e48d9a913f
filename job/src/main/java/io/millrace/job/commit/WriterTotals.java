package io.millrace.job.commit;

/**
 * What one writer has written over the whole life of the job, counted exactly once: the state of the writer. Any two
 * may be added up, so a restore with another parallelism keeps the sums.
 *
 * @param rows rows written
 * @param files files closed
 * @param bytes bytes of closed files
 */
record WriterTotals(long rows, long files, long bytes) {

    static final WriterTotals NONE = new WriterTotals(0, 0, 0);

    WriterTotals plus(WriterTotals other) {
        return new WriterTotals(rows + other.rows, files + other.files, bytes + other.bytes);
    }
}
