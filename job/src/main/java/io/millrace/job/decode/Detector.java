package io.millrace.job.decode;

import io.millrace.model.Rejection;
import java.io.Serializable;

/**
 * Tells of which type the bytes of one record are, each record by itself. Used by one thread.
 *
 * <p>Total: any bytes give a type or a rejection, never an exception.
 */
public interface Detector {

    /** What is given for a record of no type. */
    int NONE = -1;

    /**
     * The type of a record, counted from 0 in the order of the pipeline; {@link #NONE} when it is rejected.
     *
     * @param bytes read only
     */
    int detect(byte[] bytes, int offset, int length);

    /** Why the last call gave {@link #NONE}: positions in it count from the record's first byte. */
    Rejection rejection();

    /** Makes the detectors of one pipeline. */
    interface Factory extends Serializable {

        Detector create();
    }
}
