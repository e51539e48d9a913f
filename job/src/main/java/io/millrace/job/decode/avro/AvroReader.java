package io.millrace.job.decode.avro;

import io.millrace.job.record.Slots;

/**
 * Reads one value into one slot: the unit of which a plan is built, one for each place where the schema of the writer and
 * that of the reader meet.
 */
interface AvroReader {

    /** Returns false when the value does not fit, or is none; the failure says why. */
    boolean read(Slots out, int slot);
}
