package io.millrace.job.decode.unwrap;

import io.millrace.job.record.RecordMeta;
import io.millrace.model.Rejection;

/** Takes the records of a message. */
public interface Records {

    /** One record, still as bytes. They are valid until this returns; whoever keeps them copies them. */
    void record(RecordMeta record);

    /**
     * What cannot be unwrapped.
     *
     * @param piece the message as a whole with index -1; or, behind a layer that gave several records, the bytes of that
     *     one
     */
    void broken(RecordMeta piece, Rejection why);
}
