package io.millrace.job.decode.common;

import org.apache.avro.Schema;

/** What a union of null and one other type is, once {@code RecordSchema} has made sure that there is no other union. */
public final class AvroSchemas {

    private AvroSchemas() {}

    public static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        Schema first = schema.getTypes().get(0);
        return first.getType() == Schema.Type.NULL ? schema.getTypes().get(1) : first;
    }
}
