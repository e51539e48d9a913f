package io.millrace.job.decode;

import io.millrace.job.decode.unwrap.Layer;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.Rejection;
import java.io.Serializable;

/**
 * Turns the bytes of one record into a row. Used by one thread.
 *
 * <p>Total: any bytes give a row or a rejection, never an exception, and a rejection costs about what a row does.
 */
public interface Decoder {

    /**
     * Decodes one record.
     *
     * @param bytes read only; the row holds views of this array, so it must not change before the next call
     * @return the row, reused and valid until the next call; null when the record is rejected
     */
    SlotRow decode(byte[] bytes, int offset, int length);

    /**
     * What finds the records in a payload, where the format itself puts several into one; null where a payload is one
     * record. Each piece that it gives is decoded before it gives the next one.
     */
    default Layer layer() {
        return null;
    }

    /** Why the last call gave no row: positions in it count from the record's first byte. */
    Rejection rejection();

    /** Makes the decoders of one pipeline. */
    interface Factory extends Serializable {

        /** The schema of the rows. */
        RecordSchema schema();

        /**
         * A decoder.
         *
         * @param dropped counts the fields that the decoder drops
         */
        Decoder create(DroppedFields dropped);
    }
}
