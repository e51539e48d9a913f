package io.millrace.job.balance;

/** A function that keeps count of what becomes of records. */
public interface Balanced {

    /** What it has counted since the last barrier; the same object for the function's whole life. */
    RecordCounts counts();
}
