package io.millrace.job.decode.avro;

import org.apache.avro.Schema;

/** Reads over values that no field takes, and checks that they are some. */
final class AvroSkipper {

    private final AvroParts parts;
    private final AvroBytes in;

    AvroSkipper(AvroParts parts) {
        this.parts = parts;
        this.in = parts.in;
    }

    /**
     * Reads over one value; returns false after noting why it is none.
     *
     * @param depth how many records, arrays and maps are around it
     */
    boolean skip(Schema schema, int depth) {
        switch (schema.getType()) {
            case RECORD -> {
                return record(schema, depth);
            }
            case ARRAY -> {
                return blocks(schema.getElementType(), false, depth);
            }
            case MAP -> {
                return blocks(schema.getValueType(), true, depth);
            }
            case UNION -> {
                int branch = parts.branch(schema);
                return branch >= 0 && skip(schema.getTypes().get(branch), depth);
            }
            case ENUM -> parts.symbol(schema);
            case NULL -> {}
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING -> in.readString();
            case BYTES -> in.readBytes();
            case FIXED -> in.readFixed(schema.getFixedSize());
        }
        return !in.failed();
    }

    private boolean record(Schema schema, int depth) {
        if (depth > parts.maxDepth) {
            return parts.tooDeep();
        }
        for (Schema.Field field : schema.getFields()) {
            if (!skip(field.schema(), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean blocks(Schema element, boolean map, int depth) {
        if (depth > parts.maxDepth) {
            return parts.tooDeep();
        }
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            if (!parts.takes(count)) {
                return false;
            }
            for (long i = 0; i < count; i++) {
                if (map) {
                    in.readString();
                }
                if (in.failed() || !skip(element, depth + 1)) {
                    return false;
                }
            }
        }
        return !in.failed();
    }
}
