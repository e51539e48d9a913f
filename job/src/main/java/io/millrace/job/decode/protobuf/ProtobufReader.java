package io.millrace.job.decode.protobuf;

import io.millrace.job.record.Slots;

/** Puts one parsed value into one slot: the unit of which a plan is built, one for each field that is read. */
interface ProtobufReader {

    /**
     * Returns false when the value does not fit; the failure says why.
     *
     * @param value as Protobuf's reflection gives it
     */
    boolean read(Object value, Slots out, int slot);
}
