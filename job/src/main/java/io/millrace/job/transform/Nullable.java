package io.millrace.job.transform;

import org.apache.avro.Schema;

/** The one kind of union that records have: null and one other type. */
final class Nullable {

    private Nullable() {}

    static boolean is(Schema schema) {
        return schema.getType() == Schema.Type.UNION;
    }

    /** The type without null. */
    static Schema type(Schema schema) {
        if (!is(schema)) {
            return schema;
        }
        Schema first = schema.getTypes().get(0);
        return first.getType() == Schema.Type.NULL ? schema.getTypes().get(1) : first;
    }
}
