package io.millrace.job.rehearsal;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.model.RejectedRecord;

/** Hears what becomes of records, in the thread that gives the messages. */
public interface Audience {

    /**
     * One row that would be written.
     *
     * @param schema of the row, always the same object for rows of one type
     * @param row reused: valid until this returns
     */
    void row(RecordSchema schema, RoutedRecord row);

    /** One record, or a whole message, that would become a dead letter. */
    void rejected(RejectedRecord rejected);
}
