package io.millrace.job.rehearsal;

import io.millrace.job.record.RoutedRecord;
import io.millrace.model.RejectedRecord;

/** Hears what becomes of records, in the thread that gives the messages. */
public interface Audience {

    /** One row that would be written. It is reused: valid until this returns. */
    void row(RoutedRecord row);

    /** One record, or a whole message, that would become a dead letter. */
    void rejected(RejectedRecord rejected);
}
