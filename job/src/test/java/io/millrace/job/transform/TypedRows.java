package io.millrace.job.transform;

import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import org.apache.avro.specific.SpecificRecord;

/** Rows made of typed records. */
final class TypedRows {

    private TypedRows() {}

    /** A new row, in which nothing that the record did not put there passes for a value. */
    static SlotRow of(SpecificRecord record) {
        SlotRow row = new SlotRow(RecordSchema.of(record.getSchema()).rowType());
        row.poison();
        RecordToRow.of(record.getSchema(), PassedText.root()).fill(row, record);
        return row;
    }
}
