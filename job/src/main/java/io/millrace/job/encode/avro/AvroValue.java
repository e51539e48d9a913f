package io.millrace.job.encode.avro;

import io.millrace.job.record.Slots;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;

/** Writes the value of one slot in Avro's binary form; made once per schema. */
@FunctionalInterface
interface AvroValue {

    void write(Slots slots, int slot, BinaryEncoder out) throws IOException;
}
